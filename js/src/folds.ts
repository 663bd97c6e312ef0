/**
 * Blocks that open and close. What is open is this view's own: a patch changes it only by a changed prop. Where there
 * is a `value`, the kernel is told.
 */
import { ownClass } from "./blocks";
import { button, h, setAttribute, setHtml, uniqueId } from "./dom";
import { setExtent } from "./extent";
import { Floating } from "./float";
import { HelpMark } from "./help";
import type { Props } from "./model";
import type { Make } from "./patcher";
import { onReveal } from "./reveal";

const fold: Make = (_node, _embed, set) => {
  const icon = h("span", { class: "rr-fold-icon" });
  const label = h("span", { class: "rr-fold-label rr-markdown" });
  const summary = h("summary", { class: "rr-fold-head", "data-lm-suppress-shortcuts": "true" });
  summary.append(icon, label);
  const body = h("div", { class: "rr-fold-body rr-block" });
  const el = h("details", { class: "rr-item rr-fold" }, summary, body);
  const css = ownClass(el);
  let told: unknown;
  let isInput = false;
  el.addEventListener("toggle", () => {
    if (!isInput || el.open === told) return;
    told = el.open;
    set(el.open);
  });
  onReveal(body, () => {
    el.open = true;
  });
  const update = (props: Props): void => {
    isInput = props.value !== undefined;
    el.classList.toggle("rr-told", isInput);
    setExtent(el, props);
    css(props.css);
    setHtml(label, props.label);
    setAttribute(el, "data-rr-look", props.look as string | undefined);
    setAttribute(el, "data-rr-state", props.state as string | undefined);
    if (props.state === undefined) setHtml(icon, props.icon);
    else if (icon.dataset.rrState !== props.state) showState(icon, String(props.state));
    icon.hidden = !props.icon && props.state === undefined;
    const wanted = isInput ? props.value : props.expanded;
    if (wanted === told) return;
    told = wanted;
    el.open = told === true;
  };
  return { el, body, update };
};

const SAID: Record<string, string> = { running: "Running", complete: "Complete", error: "Failed" };

function showState(icon: HTMLElement, state: string): void {
  const mark = h("span", { class: state === "running" ? "rr-spinner" : "rr-mark" });
  icon.dataset.rrState = state;
  setAttribute(icon, "role", "img");
  setAttribute(icon, "aria-label", SAID[state] ?? state);
  icon.replaceChildren(mark);
}

const popover: Make = (_node, _embed, set) => {
  const icon = h("span", { class: "rr-icon", "aria-hidden": "true" });
  const label = h("span", { class: "rr-markdown rr-button-label" });
  const body = h("div", { class: "rr-panel-body rr-block" });
  const panel = h("div", { class: "rr-panel", role: "dialog", id: uniqueId("panel") }, body);
  panel.tabIndex = -1;
  const opener = button("rr-button", "", () => {
    if (floating.isOpen) close(true);
    else {
      open();
      panel.focus({ preventScroll: true });
      tell();
    }
  });
  opener.append(icon, label, h("span", { class: "rr-chevron", "aria-hidden": "true" }));
  opener.setAttribute("aria-haspopup", "dialog");
  opener.setAttribute("aria-controls", panel.id);
  const help = new HelpMark();
  const el = h("div", { class: "rr-item rr-popover" }, opener, help.el, panel);
  const floating = new Floating(opener, panel, "below");
  const css = ownClass(el);
  const mark = (): void => opener.setAttribute("aria-expanded", String(floating.isOpen));
  const onOutside = (event: Event): void => {
    if (!event.composedPath().includes(el)) close(false);
  };
  let value: unknown;
  const tell = (): void => {
    if (value === undefined || value === floating.isOpen) return;
    value = floating.isOpen;
    set(floating.isOpen);
  };
  // What is drawn anew inside makes the panel larger or smaller.
  const sizes = new ResizeObserver(() => {
    if (floating.isOpen) floating.position();
  });
  // A page is drawn before it is in the document, where alone a panel can open.
  const arrival = new ResizeObserver(() => {
    if (!el.isConnected) return;
    arrival.disconnect();
    if (value === true) open();
  });
  const open = (): void => {
    floating.open();
    mark();
    document.addEventListener("pointerdown", onOutside, { capture: true });
    sizes.observe(panel);
  };
  const close = (takesFocus: boolean): void => {
    if (!floating.isOpen) return;
    document.removeEventListener("pointerdown", onOutside, { capture: true });
    sizes.disconnect();
    if (takesFocus || panel.contains(document.activeElement)) opener.focus();
    floating.close();
    mark();
    tell();
  };
  const follow = (wanted: unknown): void => {
    if (wanted === value) return;
    value = wanted;
    if (wanted === false) close(false);
    else if (wanted === true && el.isConnected) open();
    else if (wanted === true) arrival.observe(el);
  };
  const onEscape = (event: KeyboardEvent): void => {
    // Inputs keep their keys to themselves; one that has a list open takes the first Escape.
    if (event.key !== "Escape" || (event.target as Element).closest(".rr-popover") !== el) return;
    setTimeout(() => {
      if (!event.defaultPrevented) close(true);
    });
  };
  el.addEventListener("keydown", onEscape, { capture: true });
  el.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !el.contains(relatedTarget)) close(false);
  });
  onReveal(body, () => {
    open();
    tell();
  });
  mark();
  const update = (props: Props): void => {
    setExtent(el, props, "content");
    css(props.css);
    setHtml(label, props.label);
    panel.setAttribute("aria-label", label.textContent ?? "");
    setHtml(icon, props.icon);
    icon.hidden = !props.icon;
    setAttribute(opener, "data-rr-type", (props.type as string | undefined) ?? "secondary");
    setAttribute(el, "data-rr-wrap", props.wrap === undefined ? undefined : String(props.wrap));
    opener.disabled = props.disabled === true;
    follow(props.value);
    if (opener.disabled) close(false);
    help.show(props.help as string | undefined);
  };
  const dispose = (): void => {
    value = undefined;
    arrival.disconnect();
    close(false);
    help.dispose();
  };
  return { el, body, update, dispose };
};

/** The button of each panel: a tab brings both, and its row puts the button among the others. */
const buttons = new WeakMap<HTMLElement, HTMLButtonElement>();

const tab: Make = () => {
  const id = uniqueId("tab");
  const opener = button("rr-tab rr-markdown", "", () => {});
  const el = h("div", { class: "rr-tab-panel rr-block", role: "tabpanel", id: `${id}-panel` });
  opener.id = id;
  opener.setAttribute("role", "tab");
  opener.setAttribute("aria-controls", el.id);
  el.setAttribute("aria-labelledby", id);
  buttons.set(el, opener);
  const update = (props: Props): void => {
    setHtml(opener, props.label);
    el.dataset.rrLabel = opener.textContent ?? "";
  };
  return { el, body: el, update };
};

/** Where the arrow keys lead from one of several tabs. */
const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

const tabs: Make = (node, _embed, set) => {
  const list = h("div", { class: "rr-tab-list", role: "tablist" });
  const body = h("div", { class: "rr-tab-panels" });
  const el = h("div", { class: "rr-item rr-tabs" }, list, body);
  const css = ownClass(el);
  let open: HTMLElement | undefined;
  let words = "";
  let value: unknown;
  let names: string[] = [];
  const panels = (): HTMLElement[] => [...body.children] as HTMLElement[];
  const show = (panel: HTMLElement | undefined): void => {
    open = panel;
    words = panel?.dataset.rrLabel ?? "";
    for (const one of panels()) {
      const opener = buttons.get(one);
      one.hidden = one !== panel;
      opener?.setAttribute("aria-selected", String(one === panel));
      opener?.setAttribute("tabindex", one === panel ? "0" : "-1");
    }
  };
  const choose = (panel: HTMLElement | undefined): void => {
    show(panel);
    const name = panel && names[panels().indexOf(panel)];
    if (value === undefined || name === undefined || value === name) return;
    value = name;
    set(name);
  };
  const panelOf = (target: EventTarget | null): HTMLElement | undefined => {
    const opener = target instanceof Element ? target.closest("[role=tab]") : null;
    return panels().find((one) => buttons.get(one) === opener);
  };
  list.addEventListener("click", (event) => {
    const panel = panelOf(event.target);
    if (panel) choose(panel);
  });
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[mirrored(event.key, list)];
    const panel = panelOf(event.target);
    if (!step || !panel) return;
    event.preventDefault();
    const all = panels();
    const next = all[step(all.indexOf(panel), all.length)];
    choose(next);
    // The focus brings the button into view, in a row of tabs that is longer than the page is wide.
    if (next) buttons.get(next)?.focus();
  });
  onReveal(body, (target) => {
    const panel = panels().find((one) => one.contains(target));
    if (panel && panel !== open) choose(panel);
  });
  const settled = (): void => {
    const all = panels();
    const openers = all.map((one) => buttons.get(one)).filter((one) => one !== undefined);
    if (openers.some((one, i) => list.children[i] !== one) || list.children.length > all.length)
      list.replaceChildren(...openers);
    if (value !== undefined) {
      show(all[names.indexOf(String(value))] ?? all[0]);
      return;
    }
    // The open tab keeps its words where tabs came or went beside it, else its place.
    const stays = open && all.includes(open) ? open : undefined;
    const named = open && all.find((one) => one.dataset.rrLabel === words);
    const start = all[Number(node.props?.start ?? 0)] ?? all[0];
    show(stays?.dataset.rrLabel === words ? stays : (named ?? stays ?? start));
  };
  const update = (props: Props): void => {
    setExtent(el, props);
    css(props.css);
    names = (props.names as string[] | undefined) ?? [];
    if (props.value === value) return;
    value = props.value;
    settled();
  };
  return { el, body, update, settled };
};

/** Where the page is written from right to left, the arrow keys swap their meaning. */
export function mirrored(key: string, el: HTMLElement): string {
  if (getComputedStyle(el).direction !== "rtl") return key;
  return { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[key] ?? key;
}

export const folds: Record<string, Make> = { fold, popover, tab, tabs };
