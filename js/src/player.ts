/** The browser's own player for sound or film. Only another source interrupts what plays. */
import type { Addresses } from "./addresses";
import { h, setAttribute } from "./dom";
import type { Stage } from "./media";
import type { MediaProps } from "./model";

export function makePlayer(kind: "audio" | "video"): Stage {
  const el = h("div", { class: `rr-player rr-${kind}` });
  const media = h(kind, {
    controls: "",
    preload: "metadata",
    "data-lm-suppress-shortcuts": "true",
  });
  let start = 0;
  let end: number | undefined;
  let isRepeated = false;
  // Whoever plays on beyond the end wants to.
  let hasStopped = false;

  const repeat = (): void => {
    media.currentTime = start;
    void media.play().catch(() => {});
  };
  media.addEventListener("loadedmetadata", () => {
    hasStopped = false;
    if (start > 0) media.currentTime = start;
  });
  media.addEventListener("timeupdate", () => {
    if (end === undefined) return;
    if (media.currentTime < end) hasStopped = false;
    else if (isRepeated) repeat();
    else if (!hasStopped) {
      hasStopped = true;
      media.pause();
    }
  });
  media.addEventListener("ended", () => {
    if (isRepeated) repeat();
  });

  const setSpan = (props: MediaProps): void => {
    const from = props.start ?? 0;
    const hasMoved = from !== start;
    start = from;
    end = props.end;
    isRepeated = props.loop === true;
    if (hasMoved && media.readyState > 0) media.currentTime = start;
  };

  let tracks = "";
  const setTracks = (props: MediaProps, of: Addresses["of"]): void => {
    const wanted = (props.tracks ?? []).map((track) => ({ label: track.label, src: of(track) }));
    const text = JSON.stringify(wanted);
    if (text === tracks) return;
    tracks = text;
    media.replaceChildren(
      ...wanted.map(({ label, src }, i) =>
        h("track", { kind: "captions", label, src, ...(i === 0 ? { default: "" } : {}) }),
      ),
    );
  };

  const update = async (props: MediaProps, of: Addresses["of"]): Promise<void> => {
    if (props.frame !== undefined) {
      media.pause();
      showFrame(el, props);
      return;
    }
    setSpan(props);
    media.autoplay = props.autoplay === true;
    if (media.defaultMuted !== (props.muted === true)) {
      media.defaultMuted = props.muted === true;
      media.muted = media.defaultMuted;
    }
    setAttribute(media, "aria-label", props.alt);
    setTracks(props, of);
    const src = of(props.source);
    if ((media.getAttribute("src") ?? "") !== src) {
      setAttribute(media, "src", src || undefined);
      media.load();
    }
    if (media.parentElement !== el) el.replaceChildren(media);
  };
  return {
    el,
    update,
    dispose() {
      media.pause();
      media.removeAttribute("src");
      media.load();
    },
  };
}

function showFrame(el: HTMLElement, props: MediaProps): void {
  const shown = el.querySelector("iframe");
  if (shown?.getAttribute("src") === props.frame) return;
  const frame = h("iframe", {
    class: "rr-player-frame",
    src: props.frame ?? "",
    title: props.alt ?? "Video",
    allow: "autoplay; encrypted-media; fullscreen; picture-in-picture",
    allowfullscreen: "",
    referrerpolicy: "strict-origin-when-cross-origin",
  });
  el.replaceChildren(frame);
}
