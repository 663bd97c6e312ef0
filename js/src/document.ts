/** A PDF document in the browser's own viewer; where there is none, links to it. */
import type { Addresses } from "./addresses";
import { h, setAttribute } from "./dom";
import type { Stage } from "./media";
import type { MediaProps } from "./model";

export function makeDocument(): Stage {
  const el = h("div", { class: "rr-document" });
  let shown = "";
  return {
    el,
    async update(props: MediaProps, of: Addresses["of"]) {
      const url = of(props.source);
      const title = props.alt ?? props.source?.name ?? "PDF document";
      const name = props.source?.name ?? "document.pdf";
      if (!url) {
        el.replaceChildren();
      } else if (url !== shown) {
        el.replaceChildren(
          navigator.pdfViewerEnabled
            ? h("iframe", { class: "rr-document-frame", src: url, title })
            : makeCard(url, title, name),
        );
      }
      shown = url;
      const frame = el.querySelector("iframe");
      if (frame) setAttribute(frame, "title", title);
    },
    dispose() {},
  };
}

function makeCard(url: string, title: string, name: string): HTMLElement {
  const shared = { href: url, "data-lm-suppress-shortcuts": "true" };
  return h(
    "div",
    { class: "rr-document-card" },
    h("strong", {}, title),
    h("span", {}, "This browser has no viewer for PDF documents."),
    h("a", { ...shared, download: name }, "Download"),
    h("a", { ...shared, target: "_blank", rel: "noopener noreferrer" }, "Open in a new tab"),
  );
}
