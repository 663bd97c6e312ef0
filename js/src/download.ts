/** A button that saves a file: the kernel is asked for it at the click, and hands it over in pieces. */
import { h, setText } from "./dom";
import { InputModel } from "./input";
import type { FileMessage, InputProps } from "./model";
import { PressView } from "./press";

type DownloadProps = InputProps & { quiet?: boolean };
type Facts = Extract<FileMessage, { type: "file" }>;

/** Told to the views when something about the download has changed. */
const DOWNLOAD = "rr:download";
/** How long the browser may take to read what it saves [ms]. */
const KEPT_FOR = 60_000;
/** After such a silence a press begins anew: while the file is made, and while it comes [ms]. */
const MAKING = 60_000;
const COMING = 10_000;

/** The transfer belongs to the model: the run that the click has caused may remove the button meanwhile. */
export class DownloadModel extends InputModel {
  /** How far it is, and what went wrong; in words. */
  said: string;
  complaint: string;
  /** The part that has come, once it is known how much comes. */
  share: number | undefined;
  /** What is under way; "" if nothing is. */
  private ask: string;
  /** When something was last heard of it [ms]. */
  private heard: number;
  private facts: Facts | undefined;
  private parts: BlobPart[];
  private got: number;
  /** The last file, so that the same one need not come again. */
  private blob: Blob | undefined;
  private digest: string | undefined;

  override defaults() {
    return { ...super.defaults(), _model_name: "DownloadModel" };
  }

  override initialize(
    attributes: Parameters<InputModel["initialize"]>[0],
    options: Parameters<InputModel["initialize"]>[1],
  ): void {
    this.said = this.complaint = this.ask = "";
    this.heard = this.got = 0;
    this.parts = [];
    super.initialize(attributes, options);
    this.on("msg:custom", (message: FileMessage, buffers: DataView[] = []) =>
      this.take(message, buffers),
    );
    this.on("comm_live_update", () => {
      if (this.isBusy && !this.comm_live) this.fail("The kernel has ended.");
    });
  }

  get isBusy(): boolean {
    return this.ask !== "";
  }

  /** Ask for the file; false if it is on its way. */
  begin(): boolean {
    const patience = this.facts ? COMING : MAKING;
    if (this.isBusy && Date.now() - this.heard < patience) return false;
    this.ask = Math.random().toString(36).slice(2);
    this.heard = Date.now();
    this.facts = undefined;
    this.parts = [];
    this.got = 0;
    this.complaint = "";
    this.tell("Preparing the file");
    this.say({ type: "fetch", ask: this.ask, have: this.digest });
    return true;
  }

  private take(message: FileMessage, buffers: DataView[]): void {
    if (!this.isBusy || message.ask !== this.ask) return;
    this.heard = Date.now();
    if (message.type === "failed") this.fail(message.words);
    else if (message.type === "piece") this.add(buffers);
    else {
      this.facts = message;
      if (message.digest === this.digest && this.blob) this.finish(message, this.blob);
      else this.add(buffers);
    }
  }

  /** Take a piece; ask for the next one, or save the file. */
  private add(buffers: DataView[]): void {
    const { facts } = this;
    if (!facts) return;
    for (const part of buffers) {
      this.parts.push(part as BlobPart);
      this.got += part.byteLength;
    }
    if (this.got >= facts.size) {
      this.finish(facts, new Blob(this.parts, { type: facts.mime }));
      return;
    }
    this.tell(`Loading ${facts.name}`, this.got / facts.size);
    this.say({ type: "more", ask: this.ask, start: this.got });
  }

  private finish(facts: Facts, blob: Blob): void {
    this.end();
    this.blob = blob;
    this.digest = facts.digest;
    save(blob.type === facts.mime ? blob : blob.slice(0, blob.size, facts.mime), facts.name);
    this.tell(`${facts.name} was saved`);
  }

  private fail(words: string): void {
    this.end();
    this.complaint = words;
    this.tell("");
  }

  private end(): void {
    this.ask = "";
    this.facts = undefined;
    this.parts = [];
  }

  private tell(words: string, share?: number): void {
    this.said = words;
    this.share = share;
    this.trigger(DOWNLOAD);
  }
}

export class DownloadView extends PressView {
  declare model: DownloadModel;
  private words: HTMLElement;
  private complaint: HTMLElement;

  protected override build(id: string): HTMLElement {
    this.words = h("span", { class: "rr-unseen", role: "status" });
    this.complaint = h("div", { class: "rr-complaint", role: "alert", hidden: "" });
    this.listenTo(this.model, DOWNLOAD, this.showTransfer);
    return super.build(id);
  }

  protected override arrange(): void {
    super.arrange();
    this.el.append(this.words, this.complaint);
    this.el.classList.add("rr-download");
    this.showTransfer();
  }

  protected override press(): void {
    // Asked for before the click, whose run may make the button one for another file.
    if (!this.model.begin()) return;
    if (!(this.model.props as DownloadProps).quiet) this.model.say({ type: "click" });
  }

  /** Say how far it is, to eyes by a bar on the button. */
  private showTransfer(): void {
    const { pressed } = this;
    const { said, complaint, share, isBusy } = this.model;
    setText(this.words, said);
    setText(this.complaint, complaint);
    this.complaint.hidden = !complaint;
    pressed.classList.toggle("rr-measured", share !== undefined);
    pressed.style.setProperty("--rr-share", String(share ?? 0));
    if (isBusy) pressed.setAttribute("aria-busy", "true");
    else pressed.removeAttribute("aria-busy");
  }
}

/** Have the browser save a file. */
function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_FOR);
}
