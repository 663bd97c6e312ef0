/** A message of a conversation: who speaks, and a block for what is said. */
import { drawing, h, setAttribute, setHtml } from "./dom";
import { setExtent } from "./extent";
import type { Make } from "./patcher";

const DRAWINGS: Record<string, string> = {
  user: "M12 12a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zm0 2c-4.4 0-8 2.3-8 5.2V21h16v-1.8c0-2.9-3.6-5.2-8-5.2z",
  assistant:
    "M11 2h2v3h4a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-3l-2 3-2-3H7a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3h4zM9 9.5A1.5 1.5 0 1 0 9 12.500 1.500 1.500 0 0 0 9 9.500zm6 0a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3zM9 14.500V16h6v-1.500z",
};

export const chat: Make = () => {
  const avatar = h("div", { class: "rr-avatar", "aria-hidden": "true" });
  const body = h("div", { class: "rr-chat-body rr-block" });
  const el = h("div", { class: "rr-item rr-chat", role: "article" }, avatar, body);
  let shown = "";
  return {
    el,
    body,
    update: (props) => {
      setExtent(el, props);
      const name = String(props.name ?? "");
      el.setAttribute("aria-label", `Message from ${name}`);
      const now = JSON.stringify([name, props.drawn, props.icon, props.image]);
      if (now === shown) return;
      shown = now;
      setAttribute(avatar, "data-rr-drawn", props.drawn as string | undefined);
      setHtml(avatar, props.icon);
      if (props.drawn) avatar.replaceChildren(drawing(DRAWINGS[String(props.drawn)] ?? ""));
      else if (props.image) avatar.replaceChildren(h("img", { src: String(props.image), alt: "" }));
      else if (!props.icon) avatar.textContent = [...name.toUpperCase()][0] ?? "";
    },
  };
};
