/** A PDF document in the browser's own viewer; where there is none, links to it. */
import type { Addresses } from "./addresses";
import { h, setAttribute } from "./dom";
import type { Stage } from "./media";
import type { MediaProps } from "./model";

export function makeDocument(): Stage {
  const el = h("div", { class: "rr-document" });
  let shown = "";
  let own = "";
  return {
    el,
    async update(props: MediaProps, of: Addresses["of"]) {
      const url = of(props.source);
      const title = props.alt ?? props.source?.name ?? "PDF document";
      const name = props.source?.name ?? "document.pdf";
      if (url === shown) {
        const frame = el.querySelector("iframe");
        if (frame) setAttribute(frame, "title", title);
        return;
      }
      shown = url;
      const address = url && (await asDocument(url));
      if (shown !== url) {
        if (address !== url) drop(address);
        return;
      }
      drop(own);
      own = address === url ? "" : address;
      if (!url) el.replaceChildren();
      else if (!address)
        el.replaceChildren(h("div", { class: "rr-unavailable" }, `${title} could not be loaded`));
      else if (navigator.pdfViewerEnabled)
        el.replaceChildren(h("iframe", { class: "rr-document-frame", src: address, title }));
      else el.replaceChildren(makeCard(address, title, name));
    },
    dispose() {
      // No address: what is still on its way is dropped when it comes.
      shown = "disposed";
      drop(own);
    },
  };
}

function drop(address: string): void {
  if (address) URL.revokeObjectURL(address);
}

/** A page of the notebook's own server could act as its user: it is fetched, and shown as a document whatever it is. */
async function asDocument(url: string): Promise<string> {
  const { origin, protocol } = new URL(url, document.baseURI);
  if (protocol === "blob:" || origin !== location.origin) return url;
  try {
    const answer = await fetch(url);
    if (!answer.ok) return "";
    const body = await answer.blob();
    return URL.createObjectURL(new Blob([body], { type: "application/pdf" }));
  } catch {
    return "";
  }
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
