/** Keyboard shortcuts written as text, such as "Ctrl+K". */

const MODIFIERS: Record<string, "ctrlKey" | "altKey" | "shiftKey" | "metaKey"> = {
  alt: "altKey",
  cmd: "metaKey",
  command: "metaKey",
  control: "ctrlKey",
  ctrl: "ctrlKey",
  meta: "metaKey",
  option: "altKey",
  shift: "shiftKey",
};

const NAMES: Record<string, string> = {
  del: "delete",
  down: "arrowdown",
  esc: "escape",
  left: "arrowleft",
  return: "enter",
  right: "arrowright",
  space: " ",
  up: "arrowup",
};

type Keys = Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "shiftKey" | "metaKey">;

/** Whether exactly the keys of `shortcut` are down. "mod" is Command on a Mac and Control elsewhere. */
export function isPressed(shortcut: string, event: Keys): boolean {
  const wanted = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
  let key = "";
  for (const part of shortcut
    .toLowerCase()
    .split("+")
    .map((word) => word.trim())) {
    const modifier = part === "mod" ? (isMac() ? "metaKey" : "ctrlKey") : MODIFIERS[part];
    if (modifier) wanted[modifier] = true;
    else key = NAMES[part] ?? part;
  }
  return (
    event.key.toLowerCase() === key &&
    event.ctrlKey === wanted.ctrlKey &&
    event.altKey === wanted.altKey &&
    event.shiftKey === wanted.shiftKey &&
    event.metaKey === wanted.metaKey
  );
}

function isMac(): boolean {
  return /mac/i.test(navigator.userAgent);
}
