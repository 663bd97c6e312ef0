/** Keyboard shortcuts as the kernel writes them, such as "ctrl+shift+k". */
import { isModal } from "./dom";
import { FIELD, isComposing } from "./keys";

const NAMES: Record<string, string> = {
  down: "arrowdown",
  left: "arrowleft",
  right: "arrowright",
  space: " ",
  up: "arrowup",
};

const MAC: Record<string, string> = {
  alt: "\u2325",
  cmd: "\u2318",
  ctrl: "\u2318",
  shift: "\u21e7",
};
const ELSEWHERE: Record<string, string> = { alt: "Alt", cmd: "Ctrl", ctrl: "Ctrl", shift: "Shift" };

/** What Enter and Space are for already. */
const PRESSABLE = "button, a[href], summary, select, input, [role=button], [role=menuitem]";

type Keys = Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "shiftKey" | "metaKey"> & {
  code?: string;
  getModifierState?(name: string): boolean;
};

/** Whether exactly the keys of `shortcut` are down. Control and Command are one modifier. */
export function isPressed(shortcut: string, event: Keys): boolean {
  const parts = shortcut.split("+");
  const key = parts.pop() ?? "";
  const wants = (name: string): boolean => parts.includes(name);
  return (
    keyOf(event) === (NAMES[key] ?? key) &&
    (event.ctrlKey || event.metaKey) === (wants("ctrl") || wants("cmd")) &&
    event.altKey === wants("alt") &&
    event.shiftKey === wants("shift")
  );
}

/** The key itself: with Option on a Mac, or with Shift, some give another sign than the one on them. */
function keyOf(event: Keys): string {
  const { key, code } = event;
  // AltGr, which Windows tells as Ctrl and Alt, writes signs such as "@": they are meant.
  const isWriting = event.getModifierState?.("AltGraph") && !isMac();
  const found = isWriting ? null : /^(?:Key|Digit)(\w)$/.exec(code ?? "");
  return (found?.[1] && !/^[\p{L}\d]$/u.test(key) ? found[1] : key).toLowerCase();
}

/** A shortcut as this platform's users know it. */
export function shortcutWords(shortcut: string): string {
  const names = isMac() ? MAC : ELSEWHERE;
  const words = shortcut.split("+").map((part) => names[part] ?? capitalised(part));
  return [...new Set(words)].join(isMac() ? "" : "+");
}

/** A shortcut as `aria-keyshortcuts` has it. */
export function ariaShortcut(shortcut: string): string {
  const names = { ...NAMES, cmd: "Meta", ctrl: isMac() ? "Meta" : "Control", space: "Space" };
  const words = shortcut.split("+");
  return words
    .map((part) => capitalised((names as Record<string, string>)[part] ?? part))
    .join("+");
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Press `el` by its shortcut while it is in sight and the keyboard is not busy elsewhere; the result ends it. */
export function serveShortcut(
  el: HTMLElement,
  shortcut: () => string | undefined,
  press: () => void,
): () => void {
  const onKey = (event: KeyboardEvent): void => {
    const keys = shortcut();
    if (!keys || event.repeat || isComposing(event) || !isPressed(keys, event)) return;
    if (!isReachable(el) || isTaken(event)) return;
    event.preventDefault();
    // Another view of the same page has this shortcut, too: one key is one press.
    event.stopImmediatePropagation();
    press();
  };
  document.addEventListener("keydown", onKey, { capture: true });
  return () => document.removeEventListener("keydown", onKey, { capture: true });
}

/** Whether what has the focus needs the key itself: a letter in a field, Enter on a button. */
function isTaken({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || /^F\d/.test(key) || !(target instanceof Element))
    return false;
  return target.matches(FIELD) || ((key === "Enter" || key === " ") && target.matches(PRESSABLE));
}

function isReachable(el: HTMLElement): boolean {
  const active = document.activeElement;
  const home = el.closest(".rr-page") ?? el;
  const isHere = active === null || active === document.body || home.contains(active);
  if (!isHere || el.closest("[inert]") !== null || isCovered(el, active)) return false;
  return el.getClientRects().length > 0;
}

/** Whether a modal dialog is open that it does not stand in; of several, the one with the focus is on top. */
function isCovered(el: HTMLElement, active: Element | null): boolean {
  const modals = [...document.querySelectorAll<HTMLDialogElement>("dialog[open]")].filter(isModal);
  const top = modals.find((one) => one.contains(active));
  return top ? !top.contains(el) : modals.some((one) => !one.contains(el));
}

function isMac(): boolean {
  return /mac/i.test(navigator.userAgent);
}
