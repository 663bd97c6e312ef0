/** What is seen while sound is recorded: how long, and how loud it has been. */
import { h, setText } from "./dom";
import { clock, type Recording } from "./sound";

/** How often it is looked at [ms]. */
const STEP = 60;

export class Meter {
  readonly el: HTMLElement;
  private readonly time = h("span", { class: "rr-meter-time", role: "timer" });
  private readonly bars = h("canvas", { class: "rr-meter-bars", "aria-hidden": "true" });
  private levels: number[] = [];
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    const dot = h("span", { class: "rr-meter-dot", "aria-hidden": "true" });
    this.el = h("div", { class: "rr-meter" }, dot, this.bars, this.time);
    this.el.hidden = true;
  }

  follow(recording: Recording): void {
    this.levels = [];
    this.el.hidden = false;
    setText(this.time, clock(0));
    this.timer = setInterval(() => {
      this.levels.push(recording.level);
      setText(this.time, clock(recording.seconds));
      this.draw();
    }, STEP);
  }

  end(): void {
    clearInterval(this.timer);
    this.el.hidden = true;
  }

  private draw(): void {
    const { bars } = this;
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [bars.clientWidth * scale, bars.clientHeight * scale];
    if (bars.width !== width) bars.width = width;
    if (bars.height !== height) bars.height = height;
    const context = bars.getContext("2d");
    if (!context) return;
    const step = 4 * scale;
    const seen = this.levels.slice(-Math.floor(width / step));
    context.clearRect(0, 0, width, height);
    context.fillStyle = getComputedStyle(bars).color;
    seen.forEach((level, i) => {
      const tall = Math.max(2 * scale, level * height);
      context.fillRect(i * step, (height - tall) / 2, step / 2, tall);
    });
  }
}
