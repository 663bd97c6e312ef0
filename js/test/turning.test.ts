import { expect, test } from "vitest";
import { piecesOf } from "../src/turning";

test("all pages are offered where there are few", () => {
  expect(piecesOf(1, 1, 7)).toEqual([1]);
  expect(piecesOf(7, 4, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("of many the ends and the neighbours of the open one are, as many wherever it is", () => {
  expect(piecesOf(50, 1, 7)).toEqual([1, 2, 3, 4, 5, 6, "after", 50]);
  expect(piecesOf(50, 25, 7)).toEqual([1, "before", 23, 24, 25, 26, 27, "after", 50]);
  expect(piecesOf(50, 50, 7)).toEqual([1, "before", 45, 46, 47, 48, 49, 50]);
  expect(piecesOf(9, 5, 3)).toEqual([1, "before", 5, "after", 9]);
  expect(piecesOf(9, 1, 1)).toEqual([1, "after", 9]);
});

test("a gap never stands for a single page, and the open page is always there", () => {
  for (let pages = 1; pages < 30; pages += 1)
    for (let open = 1; open <= pages; open += 1)
      for (let wanted = 1; wanted < 12; wanted += 1) {
        const pieces = piecesOf(pages, open, wanted);
        const numbers = pieces.map((piece, i) =>
          typeof piece === "number" ? piece : ((pieces[i - 1] as number) ?? 0) + 1,
        );
        expect(pieces).toContain(open);
        expect([pieces[0], pieces.at(-1)]).toEqual([1, pages]);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        for (const [i, piece] of pieces.entries())
          if (typeof piece !== "number")
            expect((pieces[i + 1] as number) - (pieces[i - 1] as number)).toBeGreaterThan(2);
      }
});
