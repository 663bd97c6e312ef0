/** Which options match what was typed, best first. */

export type Filter = "fuzzy" | "contains" | "prefix" | null;

/** Indices of the options that match. Without words, all of them in their own order. */
export function filterOptions(options: readonly string[], words: string, filter: Filter): number[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === "" || filter === null) return options.map((_, i) => i);
  const score = filter === "fuzzy" ? fuzzy : filter === "prefix" ? prefix : contains;
  const found: { index: number; score: number }[] = [];
  options.forEach((option, index) => {
    const points = score(option.toLowerCase(), wanted);
    if (points !== undefined) found.push({ index, score: points });
  });
  return found.sort((a, b) => a.score - b.score || a.index - b.index).map(({ index }) => index);
}

function prefix(option: string, wanted: string): number | undefined {
  return option.startsWith(wanted) ? 0 : undefined;
}

function contains(option: string, wanted: string): number | undefined {
  return option.includes(wanted) ? 0 : undefined;
}

/** The letters in their order, perhaps with others between: whole pieces before scattered letters, early before late. */
function fuzzy(option: string, wanted: string): number | undefined {
  const at = option.indexOf(wanted);
  if (at >= 0) return at === 0 ? 0 : isWordStart(option, at) ? 1 : 2;
  let from = 0;
  let gaps = 0;
  for (const letter of wanted) {
    const next = option.indexOf(letter, from);
    if (next < 0) return undefined;
    if (next > from && !isWordStart(option, next)) gaps += 1;
    from = next + 1;
  }
  return 3 + gaps;
}

function isWordStart(option: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(option[at - 1] ?? "");
}

/** The new option that the words make, unless they are one of those that are there, whatever their case. */
export function newOption(typed: string, taken: readonly string[]): string | null {
  const words = typed.trim();
  const plain = words.toLowerCase();
  return words === "" || taken.some((one) => one.toLowerCase() === plain) ? null : words;
}

/** What an empty box says: the call's own words, or what can be done there. */
export function hintOf(props: {
  placeholder?: string;
  options?: string[];
  accept_new?: boolean;
}): string {
  const { placeholder, options = [], accept_new } = props;
  if (placeholder !== undefined) return placeholder;
  if (options.length === 0) return accept_new ? "Type to add" : "No options";
  return accept_new ? "Choose or type to add" : "Choose";
}
