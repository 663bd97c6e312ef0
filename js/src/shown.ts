/** What charts and grids share: a model without a value, and a view whose library comes as a chunk of its own. */
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import { h } from "./dom";
import { setExtent } from "./extent";
import { guardKeys } from "./keys";
import type { Props } from "./model";
import { VERSION } from "./version";

export class ShownModel extends DOMWidgetModel {
  override defaults() {
    return {
      ...super.defaults(),
      _model_module: "ipyrerun",
      _model_module_version: VERSION,
      _view_module: "ipyrerun",
      _view_module_version: VERSION,
      props: {},
    };
  }

  /** As with inputs: what is still drawn when the kernel closes it belongs to a page that has ended. */
  override close(commClosed = false): Promise<void> {
    if (!commClosed) return super.close(commClosed);
    this.comm_live = false;
    return Promise.resolve();
  }
}

export class ChartModel extends ShownModel {
  override defaults() {
    return { ...super.defaults(), _model_name: "ChartModel", _view_name: "ChartView", data: null };
  }
}

export class GridModel extends ShownModel {
  override defaults() {
    return {
      ...super.defaults(),
      _model_name: "GridModel",
      _view_name: "GridView",
      head: null,
      version: 0,
    };
  }
}

/** The host names its new theme before the style sheet is there, and nothing tells when it is: times to look [ms]. */
const THEME_WAITS = [0, 100, 300, 1000, 3000];

/** Something drawn by a library inside `stage`. All drawing goes through `redraw`, one after the other. */
export abstract class ShownView extends DOMWidgetView {
  declare model: ShownModel;
  protected stage: HTMLElement;
  protected isRemoved: boolean;
  private work: Promise<void>;
  private isDue: boolean;

  /** Bring what is drawn in line with the model, the theme and the size, whatever of these has changed. */
  protected abstract draw(): Promise<void>;

  protected abstract release(): void;

  override render(): void {
    this.isRemoved = false;
    this.isDue = false;
    this.work = Promise.resolve();
    this.stage = h("div", { class: "rr-stage" });
    this.el.classList.add("rr-input", "rr-shown");
    this.el.append(this.stage);
    this.listenTo(this.model, "change", this.redraw);
    const sizes = new ResizeObserver(() => this.redraw());
    sizes.observe(this.el);
    const themes = new MutationObserver(() => {
      for (const wait of THEME_WAITS) setTimeout(() => this.redraw(), wait);
    });
    themes.observe(document.body, {
      attributeFilter: ["data-jp-theme-name", "data-jp-theme-light"],
    });
    const unguard = guardKeys(this.el);
    this.once("remove", () => {
      this.isRemoved = true;
      sizes.disconnect();
      themes.disconnect();
      unguard();
      this.release();
    });
    this.redraw();
  }

  protected get props(): Props {
    return this.model.get("props") ?? {};
  }

  /** Draw soon; several reasons in one go make one drawing. */
  protected redraw(): void {
    if (this.isRemoved) return;
    setExtent(this.el, this.props);
    if (this.isDue) return;
    this.isDue = true;
    this.work = this.work.then(async () => {
      this.isDue = false;
      // Hidden cells have no size; the observer calls again when they are shown.
      if (this.isRemoved || this.isHidden()) return;
      try {
        await this.draw();
      } catch (error) {
        this.complain(error);
      }
    });
  }

  private isHidden(): boolean {
    // What is as wide as its content has no width before it has one.
    const isFitted = this.props.width === "content";
    return isFitted ? this.el.getClientRects().length === 0 : this.el.clientWidth === 0;
  }

  private complain(error: unknown): void {
    console.error(error);
    const words = `This could not be drawn: ${error instanceof Error ? error.message : error}`;
    this.release();
    this.stage.replaceChildren(h("div", { class: "rr-unavailable" }, words));
  }
}
