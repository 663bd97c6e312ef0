/** The app's own picture at the head of its page; a smaller one while the sidebar is folded. */
import { h, setAttribute, setHtml } from "./dom";
import { leaf } from "./leaf";
import type { Props } from "./model";
import type { Make } from "./patcher";

type Drawn = { image?: string; html?: string };

class Mark {
  readonly el: HTMLElement;
  private readonly image = h("img", { alt: "Logo" });
  private readonly icon = h("span", { role: "img", "aria-label": "Logo" });

  constructor(name: string) {
    this.el = h("span", { class: name }, this.image, this.icon);
  }

  show({ image, html }: Drawn): void {
    this.image.hidden = image === undefined;
    this.icon.hidden = html === undefined;
    if (image !== undefined) setAttribute(this.image, "src", image);
    setHtml(this.icon, html);
  }
}

export const logo: Make = () => {
  const wide = new Mark("rr-logo-wide");
  const narrow = new Mark("rr-logo-narrow");
  const link = h("a", { class: "rr-logo-link" }, wide.el, narrow.el);
  const el = h("div", { class: "rr-item rr-logo" }, link);
  return leaf(el, (props: Props) => {
    wide.show((props.wide ?? {}) as Drawn);
    narrow.show((props.narrow ?? props.wide ?? {}) as Drawn);
    setAttribute(el, "data-rr-size", (props.size ?? "medium") as string);
    const href = props.link as string | undefined;
    setAttribute(link, "href", href);
    setAttribute(link, "target", href && "_blank");
    setAttribute(link, "rel", href && "noopener noreferrer");
  });
};
