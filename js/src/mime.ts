/** Shows the output of a `%%rerun` cell: the live page if the kernel has it, else the page as it was saved. */
import type { DOMWidgetView, WidgetView } from "@jupyter-widgets/base";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Panel, Widget } from "@lumino/widgets";
import type { PageModel } from "./page";
import { onPage, STILL } from "./pages";

const MIME = "application/vnd.ipyrerun.page+json";
const HTML = "text/html";
/** Before the widget view, which hosts without this renderer are given too; that one's rank is negative. */
const RANK = -20;

class Output extends Panel implements IRenderMime.IRenderer {
  private output: IRenderMime.IMimeModel | undefined;
  private page = "";
  private readonly notebook: () => string | undefined;
  private stopWaiting = (): void => {};
  private stopSaving = (): void => {};

  constructor(options: IRenderMime.IRendererOptions) {
    super();
    // Asked each time: a notebook may be renamed.
    this.notebook = () => (options.resolver as { path?: string } | null)?.path;
  }

  /** An output that was updated names the same page: what shows it stays as it is. */
  renderModel(output: IRenderMime.IMimeModel): Promise<void> {
    this.output = output;
    const { model_id: id } = output.data[MIME] as { model_id: string };
    if (id === this.page) return Promise.resolve();
    this.page = id;
    this.stopWaiting();
    this.stopSaving();
    this.put(saved(output));
    this.stopWaiting = onPage(id, this.notebook, (page) => {
      this.showLive(page).catch((error: unknown) => console.error(error));
    });
    return Promise.resolve();
  }

  override dispose(): void {
    this.stopWaiting();
    this.stopSaving();
    super.dispose();
  }

  private async showLive(page: PageModel): Promise<void> {
    const view = (await page.widget_manager.create_view(page)) as WidgetView as DOMWidgetView;
    if (this.isDisposed || page.model_id !== this.page) {
      view.remove();
      return;
    }
    this.put(view.luminoWidget);
    const save = (): void => this.save(page.still);
    page.on(STILL, save);
    this.stopSaving = () => page.off(STILL, save);
    save();
  }

  private put(widget: Widget): void {
    for (const old of [...this.widgets]) old.dispose();
    this.addWidget(widget);
  }

  private save(html: string | null): void {
    const { output } = this;
    if (output && html !== null && output.data[HTML] !== html)
      output.setData({ data: { ...output.data, [HTML]: html } });
  }
}

/** The saved page. The host gives this renderer only what a person has trusted, as it does with any HTML. */
function saved(output: IRenderMime.IMimeModel): Widget {
  const widget = new Widget();
  widget.addClass("rr-saved");
  widget.node.innerHTML = String(output.data[HTML] ?? "");
  return widget;
}

const extension: IRenderMime.IExtension = {
  id: "ipyrerun:output",
  description: "Shows the pages of %%rerun cells in their outputs",
  rendererFactory: {
    safe: false,
    mimeTypes: [MIME],
    createRenderer: (options) => new Output(options),
  },
  rank: RANK,
  dataType: "json",
};

export default extension;
