import { beforeEach, describe, expect, test, vi } from "vitest";
import { Draft } from "../src/draft";
import { isComposing } from "../src/keys";
import { Picker } from "../src/picker";
import { TimeBox } from "../src/timebox";

/** The Enter that ends a composition, as the browsers tell it: Safari after the composition, by its code. */
const ENTERS: [string, KeyboardEventInit][] = [
  ["Chrome", { isComposing: true }],
  ["Safari", { keyCode: 229 }],
];
const enter = (init: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...init });

beforeEach(() => document.body.replaceChildren());

describe.each(ENTERS)("the Enter that ends a composition in %s", (_, init) => {
  test("belongs to the input method, and the next one does not", () => {
    expect([isComposing(enter(init)), isComposing(enter())]).toEqual([true, false]);
  });

  test("does not end a draft", () => {
    const field = document.createElement("input");
    document.body.append(field);
    const commit = vi.fn(() => true);
    new Draft(field, { commit, changed: () => {} }).write("old");
    field.value = "\u65e5\u672c";

    field.dispatchEvent(enter(init));
    expect(commit).not.toHaveBeenCalled();

    field.dispatchEvent(enter());
    expect(commit).toHaveBeenCalledWith("\u65e5\u672c");
  });

  test("picks no option", () => {
    const frame = document.createElement("div");
    document.body.append(frame);
    const pick = vi.fn(() => false);
    const picker = new Picker("p", frame, {
      isDisabled: false,
      words: "",
      rows: () => [{ words: "one", kind: "option" }],
      current: () => -1,
      nothing: () => "",
      pick,
    });
    frame.append(picker.field, picker.list.el);
    picker.field.value = "o";
    picker.field.dispatchEvent(new Event("input"));

    picker.field.dispatchEvent(enter(init));
    expect(pick).not.toHaveBeenCalled();

    picker.field.dispatchEvent(enter());
    expect(pick).toHaveBeenCalledOnce();
  });

  test("takes no time of the list", () => {
    const take = vi.fn(() => "");
    const box = new TimeBox("t", { take, complain: () => {} });
    document.body.append(box.frame, box.panel);
    box.show({}, false);
    box.field.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
    box.field.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));

    box.field.dispatchEvent(enter(init));
    expect(take).not.toHaveBeenCalled();

    box.field.dispatchEvent(enter());
    expect(take).toHaveBeenCalledOnce();
  });
});
