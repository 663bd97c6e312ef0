import { beforeEach, expect, test, vi } from "vitest";
import { Draft } from "../src/draft";
import { Pulse } from "../src/pulse";

function field(commit: (words: string) => boolean = () => true) {
  const input = document.createElement("input");
  document.body.replaceChildren(input);
  const taken = vi.fn(commit);
  const draft = new Draft(input, { commit: taken, changed: () => {} });
  draft.write("old");
  const type = (words: string) => {
    input.value = words;
    input.dispatchEvent(new Event("input"));
  };
  const press = (key: string) => input.dispatchEvent(new KeyboardEvent("keydown", { key }));
  return { input, draft, taken, type, press };
}

beforeEach(() => vi.useRealTimers());

test("words are sent on Enter and on blur, once", () => {
  const { input, taken, type, press } = field();
  input.focus();
  type("new");
  press("Enter");
  input.blur();

  expect(taken.mock.calls).toEqual([["new"]]);
});

test("what the kernel writes does not replace a draft that is being written", () => {
  const { input, draft, type } = field();
  input.focus();
  type("mine");

  draft.write("kernel");

  expect(input.value).toBe("mine");
});

test("what the kernel writes goes into a focused field without a draft and leaves the caret", () => {
  const { input, draft } = field();
  input.focus();
  input.setSelectionRange(1, 1);

  draft.write("kernel");

  expect([input.value, input.selectionStart]).toEqual(["kernel", 1]);
});

test("nothing is written into or sent from a composition", () => {
  const { input, draft, taken, type } = field();
  input.focus();
  input.dispatchEvent(new CompositionEvent("compositionstart"));
  type("ni");

  draft.write("kernel");
  draft.submit();

  expect(input.value).toBe("ni");
  expect(taken).not.toHaveBeenCalled();
});

test("words that make no value stay as a draft, and Escape takes them back", () => {
  const { input, draft, type, press } = field(() => false);
  input.focus();
  type("bad");
  press("Enter");
  expect(draft.isDirty).toBe(true);

  press("Escape");

  expect(input.value).toBe("old");
});

test("a kernel that leaves an event for a second is late until it takes it up", () => {
  vi.useFakeTimers();
  const pulse = new Pulse();
  const seen: boolean[] = [];
  pulse.subscribe(() => seen.push(pulse.isLate));

  const answered = pulse.sent();
  vi.advanceTimersByTime(999);
  expect(seen).toEqual([]);
  vi.advanceTimersByTime(1);
  answered();

  expect(seen).toEqual([true, false]);
});
