import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isPressed, serveShortcut } from "../src/shortcut";
import { newPage, press } from "./live";

const ends: (() => void)[] = [];
let page: HTMLElement;

/** A button on the page, or elsewhere, that is pressed by these keys. */
function served(keys: string, home: HTMLElement = page) {
  const el = document.createElement("button");
  home.append(el);
  el.getClientRects = () => [{}] as unknown as DOMRectList;
  const pressed = vi.fn();
  ends.push(
    serveShortcut(
      el,
      () => keys,
      () => pressed(),
    ),
  );
  return { el, pressed };
}

function dialog(home: HTMLElement): HTMLDialogElement {
  const el = document.createElement("dialog");
  el.setAttribute("open", "");
  el.tabIndex = -1;
  // jsdom has no modal dialogs.
  el.matches = (what: string) => what === ":modal" || Element.prototype.matches.call(el, what);
  home.append(el);
  return el;
}

beforeEach(() => {
  page = newPage();
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe("a shortcut", () => {
  test("presses its button, and the browser does nothing else", () => {
    const { pressed } = served("ctrl+k");

    const event = press("k", { ctrlKey: true });

    expect([pressed.mock.calls.length, event.defaultPrevented]).toEqual([1, true]);
  });

  test("presses once where a page is shown twice", () => {
    const [one, two] = [served("ctrl+k"), served("ctrl+k")];

    press("k", { ctrlKey: true });

    expect(one.pressed.mock.calls.length + two.pressed.mock.calls.length).toBe(1);
  });

  test("does nothing behind an open dialog, and works in it", () => {
    const behind = served("ctrl+k");
    const modal = dialog(page);
    const inside = served("ctrl+j", modal);
    modal.focus();

    press("k", { ctrlKey: true });
    press("j", { ctrlKey: true });
    expect([behind.pressed.mock.calls.length, inside.pressed.mock.calls.length]).toEqual([0, 1]);

    modal.remove();
    press("k", { ctrlKey: true });
    expect(behind.pressed).toHaveBeenCalledOnce();
  });

  test("of two dialogs works in the one that has the focus", () => {
    const [low, top] = [dialog(page), dialog(page)];
    const [below, above] = [served("ctrl+k", low), served("ctrl+j", top)];
    top.focus();

    press("k", { ctrlKey: true });
    press("j", { ctrlKey: true });

    expect([below.pressed.mock.calls.length, above.pressed.mock.calls.length]).toEqual([0, 1]);
  });
});

describe("AltGr", () => {
  const keys = (key: string, code: string) => ({
    key,
    code,
    ctrlKey: true,
    altKey: true,
    shiftKey: false,
    metaKey: false,
    getModifierState: (name: string) => name === "AltGraph",
  });

  test("writes its sign: it is not Ctrl and Alt with the letter on the key", () => {
    expect(isPressed("ctrl+alt+q", keys("@", "KeyQ"))).toBe(false);
    expect(isPressed("q", { ...keys("@", "KeyQ"), ctrlKey: false, altKey: false })).toBe(false);
  });

  test("is Ctrl and Alt where the key writes its letter", () => {
    expect(isPressed("ctrl+alt+k", keys("k", "KeyK"))).toBe(true);
  });
});
