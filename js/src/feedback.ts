/** How good something is: a thumb, a face, or a number of stars. What is chosen can be taken back. */
import { h } from "./dom";
import { InputView } from "./input";
import type { InputProps } from "./model";
import { rove, stopAt } from "./roving";

type Look = "thumbs" | "faces" | "stars";
type FeedbackProps = InputProps & { look?: Look };

const WORDS: Record<Look, string[]> = {
  thumbs: ["Thumbs down", "Thumbs up"],
  faces: ["Very bad", "Bad", "Neutral", "Good", "Very good"],
  stars: ["1 star", "2 stars", "3 stars", "4 stars", "5 stars"],
};

const HAND =
  "M7 10.5v9.5H4.5A1.5 1.5 0 0 1 3 18.500v-6.500a1.500 1.500 0 0 1 1.500-1.500zm0 0 3.700-7.200a2 2 0 0 1 2.300 2.200L12.400 9H18.500" +
  "a2 2 0 0 1 2 2.400l-1.300 7A2 2 0 0 1 17.200 20H7";
const STAR =
  "m12 3.500 2.600 5.400 5.900.8-4.300 4.100 1.100 5.900L12 16.900l-5.300 2.800 1.100-5.900L3.500 9.700l5.900-.8z";
/** How far the corners of the mouth are below its middle, from sad to happy. */
const MOODS = [3, 1.5, 0, -1.8, -3.6];

export class FeedbackView extends InputView<number | null> {
  private group: HTMLElement;
  private look: Look | undefined;

  protected override build(id: string): HTMLElement {
    this.el.dataset.rrWidth = "content";
    this.look = undefined;
    this.group = h("div", {
      id,
      class: "rr-feedback",
      role: "radiogroup",
      "aria-label": "Feedback",
    });
    rove(this.group);
    return this.group;
  }

  /** It has no label; the buttons say what they stand for. */
  protected override arrange(): void {
    this.el.append(this.control);
  }

  protected override show(props: InputProps): void {
    const { look = "thumbs" } = props as FeedbackProps;
    if (look !== this.look) {
      this.look = look;
      this.group.dataset.rrLook = look;
      this.group.replaceChildren(...WORDS[look].map((words, step) => this.button(words, step)));
    }
    for (const button of this.buttons) button.disabled = this.isDisabled;
    this.write(this.value);
  }

  protected override write(value: number | null): void {
    const { buttons, look } = this;
    buttons.forEach((button, step) => {
      button.setAttribute("aria-checked", String(step === value));
      const isFilled = value !== null && (look === "stars" ? step <= value : step === value);
      button.classList.toggle("rr-chosen", isFilled);
    });
    const focused = buttons.find((button) => button.matches(":focus"));
    stopAt(this.group, focused ?? buttons[value ?? 0]);
  }

  private get buttons(): HTMLButtonElement[] {
    return [...this.group.children] as HTMLButtonElement[];
  }

  private button(words: string, step: number): HTMLButtonElement {
    const button = h("button", {
      type: "button",
      role: "radio",
      class: "rr-step",
      "aria-label": words,
      title: words,
      "data-lm-suppress-shortcuts": "true",
    });
    button.append(drawing(this.look ?? "thumbs", step));
    button.addEventListener("click", () => this.commit(this.value === step ? null : step));
    return button;
  }
}

function drawing(look: Look, step: number): SVGElement {
  const el = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  if (look === "stars") el.append(svg("path", { d: STAR }));
  else if (look === "thumbs")
    el.append(svg("path", { d: HAND, ...(step === 0 ? { transform: "rotate(180 12 12)" } : {}) }));
  else {
    const corner = 15.5 + (MOODS[step] ?? 0) / 2;
    const middle = 15.5 - (MOODS[step] ?? 0) * 1.2;
    el.append(
      svg("circle", { cx: "12", cy: "12", r: "9" }),
      svg("path", { d: "M9 9.500v.6M15 9.500v.6" }),
      svg("path", { d: `M8 ${corner}Q12 ${middle} 16 ${corner}`, fill: "none" }),
    );
  }
  return el;
}

function svg(tag: string, attributes: Record<string, string>): SVGElement {
  const el = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) el.setAttribute(name, value);
  return el as SVGElement;
}
