import { expect, test } from "vitest";
import { Chips } from "../src/chips";
import type { Ticket } from "../src/model";

test("a chip that goes while it has the focus gives that to its home, others leave it alone", () => {
  const home = document.createElement("textarea");
  const removed: string[] = [];
  const chips = new Chips(
    (id) => removed.push(id),
    () => home,
  );
  document.body.replaceChildren(chips.el, home);
  const [one, two, three] = ["a", "b", "c"].map(
    (id) => ({ id, name: `${id}.txt`, size: 3 }) as unknown as Ticket,
  ) as [Ticket, Ticket, Ticket];
  chips.show([one, two, three], []);
  const cross = chips.el.querySelector<HTMLElement>('[aria-label="Remove b.txt"]');
  cross?.focus();

  chips.show([one, two], []);
  expect(document.activeElement).toBe(cross);
  cross?.click();
  chips.show([one], []);

  expect([removed, document.activeElement]).toEqual([["b"], home]);
});
