/** Code, with a button that copies it. */
import { h, setHtml } from "./dom";
import { leaf } from "./leaf";
import type { Make } from "./patcher";

/** How long the button says that it has copied [ms]. */
const SAID_FOR = 1500;

export const listing: Make = () => {
  const code = h("code");
  const pre = h("pre", { tabindex: "0" }, code);
  const el = h("div", { class: "rr-item rr-listing" }, pre, copyButton(pre));
  return leaf(el, (props) => {
    const lines = typeof props.lines === "number" ? props.lines : 0;
    el.classList.toggle("rr-numbered", lines > 0);
    el.classList.toggle("rr-wrapped", props.wrap === true);
    el.style.setProperty("--rr-digits", String(String(lines).length));
    setHtml(code, props.html);
  });
};

/** Give the code blocks of a text their buttons. */
export function addCopyButtons(el: HTMLElement): void {
  for (const pre of el.querySelectorAll("pre")) {
    const frame = h("div", { class: "rr-listing" });
    pre.tabIndex = 0;
    pre.replaceWith(frame);
    frame.append(pre, copyButton(pre));
  }
}

function copyButton(source: HTMLElement): HTMLButtonElement {
  const el = h("button", {
    type: "button",
    class: "rr-copy",
    "aria-label": "Copy",
    title: "Copy",
    "data-lm-suppress-shortcuts": "true",
  });
  const say = (words: string): void => {
    el.classList.toggle("rr-copied", words === "Copied");
    el.setAttribute("aria-label", words);
    el.title = words;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  el.addEventListener("click", async () => {
    // Line numbers are drawn by the style sheet, so they are no part of the text.
    const words = (source.textContent ?? "").replace(/\n$/, "");
    say((await copy(words)) ? "Copied" : "Copying was refused");
    clearTimeout(timer);
    timer = setTimeout(() => say("Copy"), SAID_FOR);
  });
  return el;
}

/** Put words on the clipboard. Browsers lend theirs only to pages that come safely or from this machine. */
export async function copy(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copyAsOfOld(words);
  }
}

function copyAsOfOld(words: string): boolean {
  const before = document.activeElement;
  const field = h("textarea", { class: "rr-offscreen", "aria-hidden": "true" });
  field.value = words;
  document.body.append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isDone;
}
