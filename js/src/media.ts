/** Pictures, players and documents: the bytes come from the kernel, and are shown through blob URLs. */
import { DOMWidgetView } from "@jupyter-widgets/base";
import { Addresses } from "./addresses";
import { makeDocument } from "./document";
import { setExtent } from "./extent";
import { guardKeys } from "./keys";
import type { MediaProps } from "./model";
import { makePictures } from "./pictures";
import { makePlayer } from "./player";
import { ShownModel } from "./shown";

export class MediaModel extends ShownModel {
  override defaults() {
    return { ...super.defaults(), _model_name: "MediaModel", _view_name: "MediaView", blobs: [] };
  }
}

/** What draws one kind of media inside the view's element. */
export type Stage = {
  el: HTMLElement;
  /** Show these; done when nothing of what was shown before is in sight. `of` gives a source's address. */
  update(props: MediaProps, of: Addresses["of"]): Promise<void>;
  dispose(): void;
};

const STAGES: Record<string, () => Stage> = {
  image: makePictures,
  audio: () => makePlayer("audio"),
  video: () => makePlayer("video"),
  pdf: makeDocument,
};

export class MediaView extends DOMWidgetView {
  declare model: MediaModel;
  private stage: Stage | undefined;
  private kind: string;
  private turn: number;
  private addresses: Addresses;

  override render(): void {
    this.kind = "";
    this.turn = 0;
    this.addresses = new Addresses();
    this.el.classList.add("rr-input", "rr-media");
    const unguard = guardKeys(this.el);
    this.listenTo(this.model, "change", this.draw);
    this.once("remove", () => {
      unguard();
      this.stage?.dispose();
      this.addresses.dispose();
    });
    this.draw();
  }

  private async show(props: MediaProps, turn: number): Promise<void> {
    const of = this.addresses.take(this.model.get("blobs"));
    const sources = [props.source, ...(props.items ?? []), ...(props.tracks ?? [])];
    const used = new Set(sources.map(of));
    await this.stage?.update(props, of);
    if (turn === this.turn) this.addresses.keep(used);
  }

  private draw(): void {
    const props = (this.model.get("props") ?? {}) as MediaProps;
    const make = STAGES[props.kind];
    if (!make) return;
    setExtent(this.el, props);
    if (props.kind !== this.kind) {
      this.stage?.dispose();
      this.stage = make();
      this.kind = props.kind;
      this.el.replaceChildren(this.stage.el);
    }
    this.turn += 1;
    void this.show(props, this.turn);
  }
}
