/** A button that saves a file: the kernel is asked for it at the click, and hands it over in pieces. */
import { h, setText } from "./dom";
import type { FileMessage, InputProps } from "./model";
import { PressView } from "./press";

type DownloadProps = InputProps & { quiet?: boolean };
type Facts = Extract<FileMessage, { type: "file" }>;

/** How long the browser may take to read what it saves [ms]. */
const KEPT_FOR = 60_000;

export class DownloadView extends PressView {
  private words: HTMLElement;
  private complaint: HTMLElement;
  /** What is under way; "" if nothing is. */
  private ask: string;
  private facts: Facts | undefined;
  private parts: BlobPart[];
  private got: number;
  /** The last file, so that the same one need not come again. */
  private blob: Blob | undefined;
  private digest: string | undefined;

  protected override build(id: string): HTMLElement {
    this.ask = "";
    this.words = h("span", { class: "rr-unseen", role: "status" });
    this.complaint = h("div", { class: "rr-complaint", role: "alert", hidden: "" });
    this.listenTo(this.model, "msg:custom", this.take);
    return super.build(id);
  }

  protected override arrange(): void {
    super.arrange();
    this.el.append(this.words, this.complaint);
    this.el.classList.add("rr-download");
    this.tell("");
  }

  protected override press(): void {
    if (this.ask) return;
    this.ask = Math.random().toString(36).slice(2);
    this.facts = undefined;
    this.parts = [];
    this.got = 0;
    this.complain("");
    this.tell("Preparing the file");
    // Before the click, whose run may make the button one for another file.
    this.model.say({ type: "fetch", ask: this.ask, have: this.digest });
    if (!(this.model.props as DownloadProps).quiet) this.model.say({ type: "click" });
  }

  protected override show(props: InputProps): void {
    super.show(props);
    if (this.ask && !this.model.comm_live) this.fail("The kernel has ended.");
  }

  private take(message: FileMessage, buffers: DataView[] = []): void {
    if (!this.ask || message.ask !== this.ask) return;
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
    this.model.say({ type: "more", ask: this.ask, start: this.got });
  }

  private finish(facts: Facts, blob: Blob): void {
    this.ask = "";
    this.parts = [];
    this.blob = blob;
    this.digest = facts.digest;
    save(blob.type === facts.mime ? blob : blob.slice(0, blob.size, facts.mime), facts.name);
    this.tell(`${facts.name} was saved`);
  }

  private fail(words: string): void {
    this.ask = "";
    this.parts = [];
    this.tell("");
    this.complain(words);
  }

  private complain(words: string): void {
    setText(this.complaint, words);
    this.complaint.hidden = !words;
  }

  /** Say how far it is, to eyes by a bar on the button. */
  private tell(words: string, share?: number): void {
    setText(this.words, words);
    const { pressed } = this;
    pressed.setAttribute("aria-busy", String(Boolean(this.ask)));
    pressed.classList.toggle("rr-measured", share !== undefined);
    pressed.style.setProperty("--rr-share", String(share ?? 0));
    if (!this.ask) pressed.removeAttribute("aria-busy");
  }
}

/** Have the browser save a file. */
function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_FOR);
}
