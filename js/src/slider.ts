/** A slider for one value or a range: native range inputs, so that keyboard, touch and screen readers just work. */
import { h, setAttribute, setText } from "./dom";
import { formatNumber } from "./format";
import { InputView } from "./input";
import type { InputProps } from "./model";
import { formatMoment, type MomentKind } from "./moment";

type SliderProps = InputProps & {
  min: number;
  max: number;
  step: number;
  format?: string | null;
  /** The options that are slid over: the track counts their places, and values are labels. */
  labels?: string[];
  /** The numbers are moments [µs], see `formatMoment`. */
  moment?: MomentKind;
  offset?: number;
};
type One = number | string;
type Value = One | [low: One, high: One];

type Thumb = { input: HTMLInputElement; bubble: HTMLOutputElement };

export class SliderView extends InputView<Value> {
  private track: HTMLElement;
  private thumbs: Thumb[];
  private ends: [HTMLElement, HTMLElement];
  /** The thumb that a pointer holds: the kernel's writes wait until it is let go. */
  private held: boolean;

  protected override build(id: string): HTMLElement {
    this.held = false;
    const isRange = Array.isArray(this.value);
    this.thumbs = isRange
      ? [this.buildThumb(id, "from"), this.buildThumb(`${id}-high`, "to")]
      : [this.buildThumb(id, "")];
    this.track = h("div", { class: `rr-slider-track${isRange ? " rr-slider-range" : ""}` });
    this.track.append(
      h("span", { class: "rr-slider-line" }),
      h("span", { class: "rr-slider-fill" }),
    );
    for (const { input, bubble } of this.thumbs) this.track.append(input, bubble);
    if (isRange) this.track.addEventListener("pointerdown", (event) => this.aim(event));
    this.ends = [h("span"), h("span")];
    const ends = h("div", { class: "rr-slider-ends", "aria-hidden": "true" }, ...this.ends);
    const control = h("div", { class: "rr-slider" }, this.track, ends);
    if (isRange) {
      control.setAttribute("role", "group");
      control.setAttribute("aria-labelledby", this.label.id);
    }
    return control;
  }

  protected override show(props: InputProps): void {
    const { min, max, step } = props as SliderProps;
    for (const { input } of this.thumbs) {
      setAttribute(input, "min", min);
      setAttribute(input, "max", max);
      setAttribute(input, "step", step);
      input.disabled = this.isDisabled;
    }
    setText(this.ends[0], this.words(min));
    setText(this.ends[1], this.words(max));
    this.write(this.value);
  }

  protected override write(value: Value): void {
    if (this.held) return;
    const values = (Array.isArray(value) ? value : [value]).map((one) => this.placeOf(one));
    this.thumbs.forEach(({ input }, i) => {
      const wanted = String(values[i] ?? 0);
      if (input.value !== wanted) input.value = wanted;
    });
    this.paint(values);
  }

  private buildThumb(id: string, end: string): Thumb {
    const input = h("input", { type: "range", id, "data-lm-suppress-shortcuts": "true" });
    if (end) {
      // Named by the label and by itself: "Years from", "Years to".
      input.setAttribute("aria-label", end);
      input.setAttribute("aria-labelledby", `${this.label.id} ${id}`);
    }
    const bubble = h("output", { class: "rr-slider-bubble", for: id, "aria-hidden": "true" });
    input.addEventListener("input", () => this.moved(input));
    input.addEventListener("pointerdown", () => {
      this.held = true;
    });
    for (const name of ["pointerup", "pointercancel", "change", "blur"])
      input.addEventListener(name, () => this.release());
    return { input, bubble };
  }

  private release(): void {
    if (!this.held) return;
    this.held = false;
    this.write(this.value);
  }

  private moved(input: HTMLInputElement): void {
    const values = this.thumbs.map((thumb) => Number(thumb.input.value));
    const [low, high] = values as [number, number];
    if (low > high && this.held) {
      // A dragged thumb passes the other one, else two thumbs at one end could never be parted again.
      values.reverse();
    } else if (low > high) {
      const isLow = input === this.thumbs[0]?.input;
      values[isLow ? 0 : 1] = isLow ? high : low;
      input.value = String(isLow ? high : low);
    }
    this.paint(values);
    const [first, second] = values.map((place) => this.valueAt(place)) as [One, One];
    this.commit(values.length === 2 ? [first, second] : first);
  }

  /** A press on the track of a range moves the nearer thumb; the thumbs themselves take their own presses. */
  private aim(event: PointerEvent): void {
    if (event.target !== this.track || this.isDisabled) return;
    const { min, max, step } = this.model.props as SliderProps;
    const box = this.track.getBoundingClientRect();
    const isMirrored = getComputedStyle(this.track).direction === "rtl";
    const way = isMirrored ? box.right - event.clientX : event.clientX - box.left;
    const raw = min + (way / box.width) * (max - min);
    const wanted = Math.min(max, Math.max(min, min + Math.round((raw - min) / step) * step));
    const [low, high] = this.thumbs as [Thumb, Thumb];
    const gap = (thumb: Thumb): number => Math.abs(Number(thumb.input.value) - wanted);
    const isLower =
      gap(low) < gap(high) || (gap(low) === gap(high) && wanted < Number(low.input.value));
    const { input } = isLower ? low : high;
    input.value = String(wanted);
    input.focus();
    this.moved(input);
    event.preventDefault();
  }

  private paint(values: number[]): void {
    const { min, max } = this.model.props as SliderProps;
    const share = (value: number): number =>
      Math.min(1, Math.max(0, (value - min) / (max - min || 1)));
    const [from, to] = values.length === 2 ? values : [min, values[0]];
    this.track.style.setProperty("--rr-from", String(share(from ?? min)));
    this.track.style.setProperty("--rr-to", String(share(to ?? max)));
    this.thumbs.forEach(({ input, bubble }, i) => {
      const value = values[i] ?? min;
      const words = this.words(value);
      setText(bubble, words);
      bubble.style.setProperty("--rr-at", String(share(value)));
      setAttribute(input, "aria-valuetext", words);
    });
  }

  private placeOf(value: One): number {
    const { labels, min } = this.model.props as SliderProps;
    return typeof value === "number" ? value : Math.max(min, labels?.indexOf(value) ?? min);
  }

  private valueAt(place: number): One {
    const { labels } = this.model.props as SliderProps;
    return labels ? (labels[place] ?? "") : place;
  }

  private words(place: number): string {
    const { format, step, labels, moment, offset } = this.model.props as SliderProps;
    if (moment) return formatMoment(place, format, moment, offset);
    return labels ? (labels[place] ?? "") : formatNumber(place, format, step);
  }
}
