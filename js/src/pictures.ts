/** One picture or several. A new picture takes the place of the old one when it can be painted: none is ever blank. */
import type { Addresses } from "./addresses";
import { h, setAttribute, setHtml } from "./dom";
import type { Stage } from "./media";
import type { MediaProps, PictureItem } from "./model";

class Picture {
  readonly el: HTMLElement;
  private readonly frame = h("a", { class: "rr-picture-frame" });
  private readonly caption = h("figcaption", { class: "rr-markdown rr-caption" });
  private image: HTMLImageElement | undefined;
  private url = "";

  constructor() {
    this.el = h("figure", { class: "rr-picture" }, this.frame, this.caption);
  }

  async update(item: PictureItem, url: string, props: MediaProps): Promise<void> {
    setHtml(this.caption, item.caption);
    this.caption.hidden = !item.caption;
    this.el.style.width = props.each === undefined ? "" : `${props.each}px`;
    setAttribute(this.frame, "href", props.link);
    setAttribute(this.frame, "target", props.link && "_blank");
    setAttribute(this.frame, "rel", props.link && "noopener noreferrer");
    setAttribute(this.frame, "aria-label", item.alt ? undefined : props.link);
    if (this.image && url === this.url) {
      describe(this.image, item);
      return;
    }
    this.url = url;
    await this.swap(item, url);
  }

  private async swap(item: PictureItem, url: string): Promise<void> {
    const next = h("img", { draggable: "false", referrerpolicy: "no-referrer" });
    describe(next, item);
    // The first takes its room at once; the others wait until they are decoded.
    if (!this.image) this.place(next);
    next.src = url;
    try {
      await next.decode();
    } catch {
      if (this.url === url) this.apologise(item);
      return;
    }
    if (this.url === url) this.place(next);
  }

  private place(image: HTMLImageElement): void {
    this.image = image;
    if (this.frame.firstChild !== image || this.frame.childNodes.length !== 1)
      this.frame.replaceChildren(image);
  }

  private apologise(item: PictureItem): void {
    this.image = undefined;
    const words = item.alt ? `: ${item.alt}` : "";
    this.frame.replaceChildren(
      h("span", { class: "rr-unavailable" }, `This picture could not be shown${words}`),
    );
  }
}

function describe(image: HTMLImageElement, item: PictureItem): void {
  setAttribute(image, "alt", item.alt ?? "");
  setAttribute(image, "width", item.size?.[0]);
  setAttribute(image, "height", item.size?.[1]);
}

export function makePictures(): Stage {
  const el = h("div", { class: "rr-pictures" });
  const shown: Picture[] = [];
  return {
    el,
    async update(props: MediaProps, of: Addresses["of"]) {
      const items = props.items ?? [];
      for (const gone of shown.splice(items.length)) gone.el.remove();
      const work = items.map((item, i) => {
        let picture = shown[i];
        if (!picture) {
          picture = new Picture();
          shown.push(picture);
          el.append(picture.el);
        }
        return picture.update(item, of(item), props);
      });
      await Promise.all(work);
    },
    dispose() {},
  };
}
