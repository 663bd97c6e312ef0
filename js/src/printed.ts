/** What a script printed or displayed. */
import { h, setHtml, setText, uniqueId } from "./dom";
import { leaf } from "./leaf";
import type { Props } from "./model";
import type { Make } from "./patcher";
import { Sheets } from "./scope";

export const stream: Make = () => {
  const el = h("pre", { class: "rr-item rr-stream", role: "log", "aria-live": "off" });
  let shown = "";
  return leaf(el, (props) => {
    el.classList.toggle("rr-stderr", props.name === "stderr");
    const text = String(props.text ?? "");
    // Most changes add lines: adding a text node keeps a selection in the older ones and costs no copy.
    if (shown !== "" && text.startsWith(shown)) el.append(text.slice(shown.length));
    else setText(el, text);
    shown = text;
  });
};

export const rich: Make = () => {
  const html = h("div", { class: "rr-markdown rr-rich-html", "data-rr-css": uniqueId("css") });
  const sheets = new Sheets(`[data-rr-css="${html.dataset.rrCss}"]`);
  const image = h("img", { alt: "" });
  const text = h("pre", { class: "rr-text" });
  const el = h("div", { class: "rr-item rr-rich" }, html, image, text);
  const update = (props: Props): void => {
    html.hidden = props.html === undefined;
    image.hidden = props.image === undefined;
    text.hidden = props.text === undefined || !html.hidden || !image.hidden;
    setHtml(html, props.html);
    sheets.apply(props.css);
    if (typeof props.image === "string") {
      if (image.src !== props.image) image.src = props.image;
      image.alt = typeof props.text === "string" ? props.text : "";
    }
    if (!text.hidden) setText(text, props.text);
  };
  return leaf(el, update, () => sheets.dispose());
};
