/** Balloons and snow: a handful of elements moved by style sheets, above the whole window, which lets every click through. */
import { h } from "./dom";
import { lift } from "./float";

const BALLOONS = 24;
const FLAKES = 70;

function wantsStillness(): boolean {
  return window.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;
}

/** A number that looks random and is the same in every browser: 0 up to 1. */
function scatter(i: number, salt: number): number {
  const x = Math.sin(i * 12.9898 + salt * 78.233) * 43758.5453;
  return x - Math.floor(x);
}

function fly(stage: HTMLElement, name: string, count: number, style: (i: number) => string): void {
  if (wantsStillness()) return;
  const layer = h("div", { class: `rr-flight-layer rr-${name}`, popover: "manual" });
  for (let i = 0; i < count; i++) layer.append(h("i", { style: style(i) }));
  stage.append(layer);
  const unlift = lift(layer);
  let flying = count;
  layer.addEventListener("animationend", ({ target }) => {
    if (target instanceof HTMLElement && target.parentElement === layer) flying -= 1;
    if (flying > 0) return;
    unlift();
    layer.remove();
  });
}

export function release(stage: HTMLElement): void {
  fly(stage, "balloons", BALLOONS, (i) => {
    const hue = Math.round(360 * scatter(i, 1));
    const delay = (1.2 * scatter(i, 2)).toFixed(2);
    const time = (3.2 + 1.6 * scatter(i, 3)).toFixed(2);
    const left = (100 * ((i + scatter(i, 4)) / BALLOONS)).toFixed(1);
    const size = Math.round(38 + 26 * scatter(i, 5));
    return `--rr-hue:${hue};--rr-delay:${delay}s;--rr-time:${time}s;--rr-left:${left}%;--rr-size:${size}px`;
  });
}

export function snowfall(stage: HTMLElement): void {
  fly(stage, "snow", FLAKES, (i) => {
    const delay = (2.5 * scatter(i, 6)).toFixed(2);
    const time = (3.5 + 3 * scatter(i, 7)).toFixed(2);
    const left = (100 * ((i + scatter(i, 8)) / FLAKES)).toFixed(1);
    const size = Math.round(5 + 9 * scatter(i, 9));
    const drift = Math.round(120 * (scatter(i, 10) - 0.5));
    return `--rr-delay:${delay}s;--rr-time:${time}s;--rr-left:${left}%;--rr-size:${size}px;--rr-drift:${drift}px`;
  });
}
