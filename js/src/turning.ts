/** Which pages of many are offered: the first, the last, the one that is open, and its neighbours. */

/** A page, or pages left out before or after the open one. */
export type Piece = number | "before" | "after";

/** About `wanted` numbers; a gap never stands for a single page. */
export function piecesOf(pages: number, open: number, wanted: number): Piece[] {
  if (pages <= wanted) return range(1, pages);
  const isInside = open > 1 && open < pages;
  const size = Math.min(pages - 2, Math.max(wanted - 2, isInside ? 1 : 0));
  // As many on both sides; near an end, what has no place there goes to the other side.
  const first = Math.max(2, Math.min(open - Math.floor(size / 2), pages - size));
  const middle = range(first, first + size - 1);
  const last = middle.at(-1) ?? 1;
  const before = size > 0 ? between(1, first, "before") : [];
  return [1, ...before, ...middle, ...between(last, pages, "after"), pages];
}

function between(low: number, high: number, name: "before" | "after"): Piece[] {
  if (high - low <= 1) return [];
  return high - low === 2 ? [low + 1] : [name];
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}
