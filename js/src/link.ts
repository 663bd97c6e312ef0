/** Links that look like buttons: as a node of the page, and as an input that tells that it was followed. */
import { h, setAttribute, setHtml } from "./dom";
import { setExtent } from "./extent";
import { Face, faceLabel } from "./face";
import { HelpMark } from "./help";
import type { InputProps, PressProps } from "./model";
import type { Make } from "./patcher";
import { PressView } from "./press";
import { serveShortcut } from "./shortcut";

type LinkProps = PressProps & { url?: string };

/** Lead somewhere; a link without an address is one that cannot be followed. */
function lead(el: HTMLElement, url: string | undefined, isDisabled: boolean): void {
  setAttribute(el, "href", isDisabled ? undefined : url);
  setAttribute(el, "role", isDisabled ? "link" : undefined);
  setAttribute(el, "aria-disabled", isDisabled ? "true" : undefined);
}

function anchor(id?: string): HTMLAnchorElement {
  return h("a", { target: "_blank", rel: "noopener noreferrer", ...(id ? { id } : {}) });
}

/** An arrow says that it opens elsewhere. */
function away(): HTMLElement {
  return h("span", { class: "rr-away", "aria-hidden": "true" });
}

export class LinkButtonView extends PressView {
  protected override make(id: string): HTMLElement {
    return anchor(id);
  }

  protected override build(id: string): HTMLElement {
    const pressed = super.build(id);
    pressed.append(away());
    return pressed;
  }

  protected override press(): void {
    if (!this.isDisabled) this.model.say({ type: "click" });
  }

  protected override show(props: InputProps): void {
    super.show(props);
    lead(this.pressed, (props as LinkProps).url, this.isDisabled);
  }
}

export const link: Make = () => {
  const el = h("div", { class: "rr-item rr-link" });
  const pressed = anchor();
  const label = faceLabel();
  const face = new Face(el, pressed, label);
  const help = new HelpMark();
  let props: LinkProps = {};
  pressed.append(away());
  el.append(pressed, help.el);
  const unlisten = serveShortcut(
    el,
    () => (props.disabled ? undefined : props.shortcut),
    () => pressed.click(),
  );
  return {
    el,
    update: (now) => {
      props = now as LinkProps;
      setExtent(el, now, "content");
      setHtml(label, props.label);
      face.show(props);
      lead(pressed, props.url, props.disabled === true);
      help.show(props.help);
    },
    dispose: () => {
      unlisten();
      help.dispose();
    },
  };
};
