/** What the page says about its app: running, stopping, busy, away, ended, lost. */
import { button, h } from "./dom";
import type { Life } from "./kernel";
import type { Status } from "./model";
import { isVoila } from "./voila";

export class StatusLine {
  readonly el: HTMLElement;
  private readonly words = h("span", {
    class: "rr-status-words",
    role: "status",
    "aria-live": "polite",
  });
  private readonly spinner = h("span", { class: "rr-spinner", "aria-hidden": "true" });
  private readonly stop: HTMLButtonElement;

  constructor(onStop: () => void) {
    this.stop = button("rr-status-stop", "Stop", onStop);
    const pill = h("div", { class: "rr-status-pill" }, this.spinner, this.words, this.stop);
    this.el = h("div", { class: "rr-status" }, pill);
    this.el.hidden = true;
  }

  show(status: Status, life: Life, isLate: boolean): void {
    const words = wordsFor(status, life, isLate);
    // A live region must not be rewritten with the same words: some screen readers say them again.
    if (this.words.textContent !== words) this.words.textContent = words;
    this.el.hidden = words === "" || life === "lost";
    this.spinner.hidden = !status.running && !isLate;
    this.stop.hidden = !status.running || Boolean(status.stopping) || life !== "live";
  }
}

function wordsFor(status: Status, life: Life, isLate: boolean): string {
  if (life === "away") return "Connection lost, trying again…";
  if (status.stopping) return status.note ?? "Stopping…";
  if (status.running) return status.note ?? "Running…";
  if (isLate) return "Kernel busy…";
  return status.note ?? "";
}

const REASONS = {
  lost: ["Session lost", "run the cell again", "reload the page"],
  ended: ["This app has ended", "run the cell again", "reload the page"],
} as const;

/** Covers a page whose app cannot answer any more, and takes it out of reach. */
export class Overlay {
  readonly el: HTMLElement;
  private readonly words = h("div", { class: "rr-overlay-words", role: "alert" });

  constructor(private readonly root: HTMLElement) {
    this.el = h("div", { class: "rr-overlay" }, this.words);
    this.el.hidden = true;
  }

  show(reason: keyof typeof REASONS | null): void {
    this.root.inert = reason !== null;
    this.root.classList.toggle("rr-inert", reason !== null);
    this.el.hidden = reason === null;
    if (reason === null) return;
    const [what, inNotebook, inVoila] = REASONS[reason];
    // A dashboard has no cell to run again.
    const words = `${what} \u2013 ${isVoila() ? inVoila : inNotebook}`;
    if (this.words.textContent !== words) this.words.textContent = words;
  }
}
