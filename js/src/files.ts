/** A place to drop files on, and the list of those that are there or on their way. */
import { button, drawing, h, setAttribute, setText } from "./dom";
import { chosen, dropped } from "./folder";
import { InputModel, InputView } from "./input";
import type { InputProps, Json, Ticket, UploadMessage } from "./model";
import { type Given, isOf, type Rules, sizeInWords, type Transfer, Uploader } from "./upload";

type FilesProps = InputProps & Rules & { multiple?: boolean; directory?: boolean };

type Asked = { bytes: Promise<Uint8Array>; come: (bytes: Uint8Array) => void };

/** Told to the views when something about the uploads has changed. */
export const UPLOADS = "rr:uploads";
const ARROW =
  "M11 16V7.8L7.400 11.400 6 10l6-6 6 6-1.400 1.400L13 7.800V16zm-6 4v-5h2v3h10v-3h2v5z";
const GONE = "The connection to the kernel is gone";

/** An input whose value is a list of files. Uploads belong to the model: a view may come and go meanwhile. */
export class FilesModel extends InputModel {
  uploader: Uploader;
  /** The files that the kernel was asked for, by id. */
  private asked: Map<string, Asked>;

  override defaults() {
    return { ...super.defaults(), _model_name: "FilesModel" };
  }

  override initialize(
    attributes: Parameters<InputModel["initialize"]>[0],
    options: Parameters<InputModel["initialize"]>[1],
  ): void {
    super.initialize(attributes, options);
    this.asked = new Map();
    this.uploader = new Uploader(
      (content, buffers) => this.say(content, buffers),
      () => this.settle(),
    );
    this.on("msg:custom", (message: UploadMessage, buffers: DataView[]) => {
      if (message.type === "content") this.open(message.id, buffers[0]);
      else this.uploader.hear(message);
    });
    this.on("comm_live_update", () => {
      if (this.comm_live) return;
      this.uploader.fail(GONE);
      this.asked.clear();
    });
  }

  /** The kernel tells whoever looks next which uploads the last page has left behind. */
  protected override get isAwaited(): boolean {
    return true;
  }

  get files(): Ticket[] {
    return (this.shown as Ticket[] | null) ?? [];
  }

  give(given: Given[]): Transfer[] {
    return this.uploader.add(given, this.props as Rules);
  }

  /** Take a file out of the value. */
  removeFile(id: string): void {
    this.commit(this.files.filter((file) => file.id !== id) as Json);
    this.uploader.drop(id);
  }

  /** Ask the kernel for a file that this page has not sent itself; once, however many views show it. */
  recall(id: string): Promise<Uint8Array> {
    const known = this.asked.get(id);
    if (known) return known.bytes;
    let come: Asked["come"] = () => {};
    const bytes = new Promise<Uint8Array>((resolve) => {
      come = resolve;
    });
    this.asked.set(id, { bytes, come });
    this.say({ type: "recall", id });
    return bytes;
  }

  override close(commClosed = false): Promise<void> {
    this.uploader.fail(GONE);
    this.uploader.dispose();
    return super.close(commClosed);
  }

  private open(id: string, content: DataView | undefined): void {
    if (!content) return;
    const { buffer, byteOffset, byteLength } = content;
    this.asked.get(id)?.come(new Uint8Array(buffer, byteOffset, byteLength));
    this.asked.delete(id);
  }

  private settle(): void {
    const files = this.uploader.take();
    if (files.length > 0) this.come(files);
    this.trigger(UPLOADS);
  }

  /** Take files that have arrived into the value. */
  protected come(files: Ticket[]): void {
    const { multiple } = this.props as FilesProps;
    const kept = multiple ? [...this.files, ...files] : files.slice(-1);
    const replaced = [...this.files, ...files].filter((file) => !kept.includes(file));
    this.commit(kept as Json);
    this.letGo(replaced);
  }

  /** Tell the kernel that files have been replaced: those that were in no value yet would be kept for ever. */
  protected letGo(replaced: Ticket[]): void {
    for (const { id } of replaced) this.uploader.drop(id);
  }
}

/** What the views of such an input share. */
export abstract class ReceivingView extends InputView<Ticket[]> {
  declare model: FilesModel;

  /** What has the focus while a form waits for an upload. */
  protected abstract get waiting(): HTMLElement;

  /** Follow the uploads. */
  protected hear(show: () => void): void {
    this.listenTo(this.model, UPLOADS, () => {
      if (!this.model.uploader.isBusy) this.withdraw();
      show();
    });
  }

  /** A form waits for what is on its way. */
  protected override conclude(): HTMLElement | null {
    if (!this.model.uploader.isBusy) return super.conclude();
    return this.object(this.waiting, "Wait for the upload");
  }
}

export class FilesView extends ReceivingView {
  private field: HTMLInputElement;
  private words: HTMLElement;
  private browse: HTMLElement;
  private place: HTMLElement;
  private list: HTMLElement;
  private said: HTMLElement;
  private rows: Map<string, Row>;
  private timer: ReturnType<typeof setTimeout> | undefined;

  protected override build(id: string): HTMLElement {
    this.rows = new Map();
    this.field = h("input", { type: "file", id, class: "rr-drop-field" });
    this.words = h("span", { class: "rr-drop-words", id: `${id}-words` });
    this.browse = h("label", { class: "rr-drop-button", for: id });
    this.place = h(
      "div",
      { class: "rr-drop" },
      this.field,
      h("span", { class: "rr-drop-icon" }, drawing(ARROW)),
      this.words,
      this.browse,
    );
    this.list = h("ul", { class: "rr-files" });
    this.said = h("div", { class: "rr-files-said", role: "status" });
    this.field.setAttribute("aria-describedby", this.words.id);
    this.field.addEventListener("change", () => {
      const given = chosen(this.field.files);
      // The same file can be chosen again.
      this.field.value = "";
      this.give(given);
    });
    this.listenToDrops();
    this.hear(() => {
      // Each answer of the kernel is news; nobody sees them all.
      this.timer ??= setTimeout(() => this.showFiles(), 30);
    });
    return h("div", { class: "rr-files-control" }, this.place, this.list, this.said);
  }

  protected override show(props: InputProps): void {
    const { types, max_size = 0, multiple, directory } = props as FilesProps;
    const what = directory ? "a folder" : multiple ? "files" : "a file";
    const limit = `${sizeInWords(max_size)}${multiple ? " per file" : ""}`;
    const kinds = (types ?? []).map((type) => type.replace(/^\./, "").toUpperCase());
    this.words.replaceChildren(
      h("span", {}, `Drop ${what} here`),
      h("small", {}, [`At most ${limit}`, kinds.join(", ")].filter(Boolean).join(" \u00b7 ")),
    );
    setText(this.browse, directory ? "Browse folders" : multiple ? "Browse files" : "Browse");
    setAttribute(this.field, "accept", types?.join(","));
    this.field.multiple = multiple === true;
    this.field.webkitdirectory = directory === true;
    this.field.disabled = this.isDisabled;
    this.showFiles();
  }

  protected override write(): void {
    this.showFiles();
  }

  private give(given: Given[], complaint = ""): void {
    const { types, multiple, directory } = this.model.props as FilesProps;
    // A folder holds all kinds of things; what was chosen one by one was meant.
    const meant = directory ? given.filter((g) => isOf(g.name, g.blob.type, types)) : given;
    const some = multiple ? meant : meant.slice(0, 1);
    if (some.length > 0) this.model.give(some);
    const rest = given.length - some.length;
    const left = rest === 1 ? "One file was left out." : `${rest} files were left out.`;
    const note = [complaint, rest > 0 ? left : ""].filter(Boolean).join(" ");
    if (!note) return;
    this.model.uploader.note = note;
    this.showFiles();
  }

  private listenToDrops(): void {
    let depth = 0;
    const mark = (step: number): void => {
      depth = Math.max(0, depth + step);
      this.place.classList.toggle("rr-drop-over", depth > 0 && !this.isDisabled);
    };
    const on = (type: string, act: (event: DragEvent) => void): void =>
      this.place.addEventListener(type as "drop", (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        // The notebook has its own use for dropped files.
        event.preventDefault();
        event.stopPropagation();
        act(event);
      });
    on("dragenter", () => mark(1));
    on("dragleave", () => mark(-1));
    on("dragover", () => {});
    on("drop", (event) => {
      mark(-depth);
      const { directory } = this.model.props as FilesProps;
      if (!this.isDisabled && event.dataTransfer)
        void dropped(event.dataTransfer, directory === true).then(({ given, complaint }) =>
          this.give(given, complaint),
        );
    });
  }

  protected override dispose(): void {
    clearTimeout(this.timer);
  }

  protected override get waiting(): HTMLElement {
    return this.field;
  }

  private showFiles(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { transfers, note } = this.model.uploader;
    const wanted = [...this.model.files, ...transfers];
    const ids = new Set(wanted.map((one) => one.id));
    for (const [id, row] of this.rows) {
      if (ids.has(id)) continue;
      // The focus does not fall off the page with what it was on.
      if (row.el.contains(document.activeElement)) this.field.focus();
      row.el.remove();
      this.rows.delete(id);
    }
    for (const [place, one] of wanted.entries()) {
      let row = this.rows.get(one.id);
      if (!row) {
        row = new Row(one.name, () => this.putAway(one.id));
        this.rows.set(one.id, row);
      }
      row.show(one, this.isDisabled);
      const there = this.list.children[place];
      if (there !== row.el) this.list.insertBefore(row.el, there ?? null);
    }
    this.list.hidden = wanted.length === 0;
    setText(this.said, note || summary(transfers, this.model.files));
  }

  private putAway(id: string): void {
    const isKept = this.model.files.some((file) => file.id === id);
    if (isKept) this.model.removeFile(id);
    else this.model.uploader.drop(id);
  }
}

/** One line of the list. */
class Row {
  readonly el: HTMLElement;
  private readonly size = h("span", { class: "rr-file-size" });
  private readonly bar: HTMLProgressElement;
  private readonly problem = h("span", { class: "rr-file-problem" });
  private readonly cross: HTMLButtonElement;

  constructor(
    private readonly name: string,
    onRemove: () => void,
  ) {
    this.bar = h("progress", { max: "1", "aria-label": `Upload of ${name}` });
    this.cross = button("rr-clear", "", onRemove);
    this.el = h(
      "li",
      { class: "rr-file" },
      h("span", { class: "rr-file-name", title: name }, name),
      this.size,
      this.cross,
      this.bar,
      this.problem,
    );
  }

  show(one: Ticket | Transfer, isDisabled: boolean): void {
    const isTicket = !("blob" in one);
    const total = isTicket ? one.size : one.blob.size;
    const isOpen = !isTicket && one.isOpen;
    this.bar.hidden = !isOpen;
    if (isOpen) this.bar.value = total > 0 ? one.received / total : 0;
    setText(
      this.size,
      isOpen ? `${sizeInWords(one.received)} of ${sizeInWords(total)}` : sizeInWords(total),
    );
    setText(this.problem, isTicket ? "" : one.problem && `Not uploaded: ${one.problem}.`);
    this.problem.hidden = isTicket || one.problem === "";
    const act = isOpen ? "Cancel the upload of" : "Remove";
    setAttribute(this.cross, "aria-label", `${act} ${this.name}`);
    this.cross.disabled = isDisabled && isTicket;
  }
}

function summary(transfers: Transfer[], files: Ticket[]): string {
  const failed = transfers.filter((one) => one.phase === "failed");
  if (failed.length > 0)
    return failed.map((one) => `${one.name} was not uploaded: ${one.problem}.`).join(" ");
  const open = transfers.filter((one) => one.isOpen);
  if (open.length > 0) return `Uploading ${open.map((one) => one.name).join(", ")}\u2026`;
  return files.length > 0 ? `${files.map((file) => file.name).join(", ")} uploaded.` : "";
}
