/** The box in which a message is written, with files and a recording. */
import { Chips } from "./chips";
import { button, drawnButton, h, setAttribute, setText } from "./dom";
import { FilesModel, UPLOADS } from "./files";
import { FocusKeeper } from "./focus";
import { chosen, dropped } from "./folder";
import { InputView } from "./input";
import { isComposing } from "./keys";
import { Meter } from "./meter";
import type { Extent, InputProps, Json, Ticket } from "./model";
import { RUNNING, STOP } from "./page";
import { Recording, soundName } from "./sound";
import { type Given, isOf, type Rules, type Transfer } from "./upload";

type ChatBoxProps = InputProps &
  Rules & {
    max_chars?: number;
    mode?: "disable" | "stop";
    files?: true | "multiple" | "directory";
    audio?: boolean;
    rate?: number;
    /** The least height [px]. */
    least?: number;
    height?: Extent;
    /** Text to put into the box, once for each number. */
    fill?: [number: number, text: string];
  };

const CLIP =
  "M16.500 6v11.500a4 4 0 0 1-8 0V5a2.500 2.500 0 0 1 5 0v10.500a1 1 0 0 1-2 0V6H10v9.500a2.500 2.500 0 0 0 5 0V5a4 4 0 0 0-8 0v12.500a5.500 5.500 0 0 0 11 0V6z";
const MICROPHONE =
  "M12 14a3 3 0 0 0 3-3V5a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zm5-3a5 5 0 0 1-10 0H5a7 7 0 0 0 6 6.900V21h2v-3.100A7 7 0 0 0 19 11z";
const UP = "M11 20V7.800l-5.600 5.600L4 12l8-8 8 8-1.400 1.400L13 7.800V20z";
const SQUARE = "M6 6h12v12H6z";

/** Told to the views when the text is another. */
const WRITTEN = "rr:written";

/** How long the box of a mode that waits is held after a message, before the run is known of [ms]. */
const HOLD = 600;

/** What is being written belongs to the model: a view may come and go meanwhile. */
export class ChatBoxModel extends FilesModel {
  text: string;
  /** What has arrived and waits to be sent; the recording apart. */
  attached: Ticket[];
  recorded: Ticket | null;
  filled: number;
  /** The last recording, as it is or was sent. */
  private sound: Transfer | undefined;

  override defaults() {
    return { ...super.defaults(), _model_name: "ChatBoxModel" };
  }

  override initialize(
    attributes: Parameters<FilesModel["initialize"]>[0],
    options: Parameters<FilesModel["initialize"]>[1],
  ): void {
    this.text = "";
    this.attached = [];
    this.recorded = null;
    this.filled = 0;
    super.initialize(attributes, options);
  }

  override get files(): Ticket[] {
    return this.recorded ? [...this.attached, this.recorded] : this.attached;
  }

  /** Take down what has been written: every view shows it. */
  write(text: string): void {
    this.text = text;
    this.trigger(WRITTEN);
  }

  giveSound(blob: Blob): void {
    if (this.recorded) this.removeFile(this.recorded.id);
    if (this.sound?.isOpen) this.uploader.drop(this.sound.id);
    // The types are those of files that are chosen.
    const { max_size } = this.props as ChatBoxProps;
    [this.sound] = this.uploader.add([{ blob, name: soundName() }], { max_size });
  }

  override removeFile(id: string): void {
    this.attached = this.attached.filter((file) => file.id !== id);
    if (this.recorded?.id === id) this.recorded = null;
    this.uploader.drop(id);
  }

  /** Send what is there; whether there was anything. */
  submit(): boolean {
    const { text, attached, recorded, uploader } = this;
    const isEmpty = text.trim() === "" && this.files.length === 0;
    if (isEmpty || uploader.isBusy || !this.comm_live) return false;
    const value = { text, files: attached, audio: recorded };
    this.say({ type: "click", value: value as unknown as Json });
    this.attached = [];
    this.recorded = null;
    this.write("");
    return true;
  }

  protected override come(files: Ticket[]): void {
    const sound = files.find((file) => file.id === this.sound?.id);
    if (sound) this.recorded = sound;
    const others = files.filter((file) => file !== sound);
    if (others.length === 0) return;
    const isOne = (this.props as ChatBoxProps).files === true;
    const replaced = isOne ? [...this.attached, ...others.slice(0, -1)] : [];
    this.attached = isOne ? others.slice(-1) : [...this.attached, ...others];
    this.letGo(replaced);
  }
}

export class ChatBoxView extends InputView<null> {
  declare model: ChatBoxModel;
  private area: HTMLTextAreaElement;
  private field: HTMLInputElement;
  private chips: Chips;
  private clip: HTMLButtonElement;
  private microphone: HTMLButtonElement;
  private stopSound: HTMLButtonElement;
  private sender: HTMLButtonElement;
  private halt: HTMLButtonElement;
  private count: HTMLElement;
  private said: HTMLElement;
  private meter: Meter;
  private box: HTMLElement;
  private recording: Recording | undefined;
  private isOpening: boolean;
  private isRemoved: boolean;
  private trouble: string;
  private page: HTMLElement | null;
  private heldUntil: number;
  private focus: FocusKeeper;
  private release: ReturnType<typeof setTimeout> | undefined;

  protected override build(id: string): HTMLElement {
    this.trouble = "";
    this.heldUntil = 0;
    this.isOpening = this.isRemoved = false;
    this.page = null;
    this.area = h("textarea", { id, class: "rr-chat-field", rows: "1" });
    this.area.value = this.model.text;
    this.field = h("input", { type: "file", hidden: "" });
    this.chips = new Chips(
      (file) => this.model.removeFile(file),
      () => this.area,
    );
    this.clip = drawnButton("Add files", CLIP, () => this.field.click());
    this.microphone = drawnButton("Record", MICROPHONE, () => void this.record());
    this.stopSound = button("rr-button", "Stop recording", () => void this.endSound());
    this.sender = drawnButton("Send", UP, () => this.submit());
    this.sender.classList.add("rr-chat-send");
    this.halt = drawnButton("Stop the run", SQUARE, () =>
      this.el.dispatchEvent(new CustomEvent(STOP, { bubbles: true })),
    );
    this.halt.classList.add("rr-chat-send");
    this.count = h("span", { class: "rr-chat-count", id: `${id}-count` });
    this.said = h("div", { class: "rr-files-said", role: "status" });
    this.meter = new Meter();
    this.area.setAttribute("aria-describedby", this.count.id);
    // The box loses it for the time of a run, and the key that stopped one is gone then.
    this.focus = new FocusKeeper(this.el, () => [this.stopSound, this.area]);
    this.listen();
    const tools = h(
      "div",
      { class: "rr-chat-tools" },
      this.clip,
      this.microphone,
      this.meter.el,
      this.stopSound,
      this.count,
      this.halt,
      this.sender,
    );
    this.box = h("div", { class: "rr-chat-box" }, this.chips.el, this.area, this.field, tools);
    return h("div", { class: "rr-chat-control" }, this.box, this.said);
  }

  /** Its placeholder names it. */
  protected override arrange(): void {
    this.el.append(this.control);
    this.displayed.then(() => {
      this.page = this.el.closest(".rr-page");
      this.page?.addEventListener(RUNNING, this.showState);
      this.showState();
      this.fit();
    });
  }

  protected override show(props: InputProps): void {
    const { placeholder, max_chars, files, audio, types, least, height, fill } =
      props as ChatBoxProps;
    setAttribute(this.area, "placeholder", placeholder);
    setAttribute(this.area, "aria-label", placeholder || "Message");
    setAttribute(this.area, "maxlength", max_chars);
    setAttribute(this.field, "accept", types?.join(","));
    this.field.multiple = files === "multiple" || files === "directory";
    this.field.webkitdirectory = files === "directory";
    this.clip.hidden = !files;
    this.microphone.hidden = !audio;
    this.box.style.minHeight = least === undefined ? "" : `${least}px`;
    this.el.classList.toggle("rr-chat-tall", height === "stretch");
    if (this.isDisabled) this.giveUp();
    if (fill && fill[0] !== this.model.filled) {
      this.model.filled = fill[0];
      this.model.write(fill[1]);
    }
    this.showState();
  }

  protected override write(): void {}

  protected override dispose(): void {
    this.page?.removeEventListener(RUNNING, this.showState);
    clearTimeout(this.release);
    this.isRemoved = true;
    this.giveUp();
  }

  private listen(): void {
    this.area.addEventListener("input", () => this.model.write(this.area.value));
    this.listenTo(this.model, WRITTEN, () => this.showText());
    this.area.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || isComposing(event)) return;
      if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      this.submit();
    });
    this.area.addEventListener("paste", (event) => {
      if (event.clipboardData?.files.length) this.give(chosen(event.clipboardData.files));
    });
    this.field.addEventListener("change", () => {
      const given = chosen(this.field.files);
      this.field.value = "";
      this.give(given);
      this.area.focus();
    });
    for (const type of ["dragover", "drop"] as const)
      this.el.addEventListener(type, (event) => {
        const { files } = this.model.props as ChatBoxProps;
        if (!files || !event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        event.stopPropagation();
        if (type === "drop")
          void dropped(event.dataTransfer, files === "directory").then(({ given, complaint }) =>
            this.give(given, complaint),
          );
      });
    this.listenTo(this.model, UPLOADS, () => this.showState());
  }

  private give(given: Given[], complaint = ""): void {
    const { files, types } = this.model.props as ChatBoxProps;
    if (!files || this.isHeld) return;
    const meant =
      files === "directory" ? given.filter((g) => isOf(g.name, g.blob.type, types)) : given;
    if (meant.length > 0) this.model.give(files === true ? meant.slice(0, 1) : meant);
    if (complaint) this.model.uploader.note = complaint;
    this.showState();
  }

  private submit(): void {
    if (this.isHeld || !this.model.submit()) return;
    const { mode } = this.model.props as ChatBoxProps;
    this.trouble = "";
    if (mode) {
      this.heldUntil = Date.now() + HOLD;
      this.release = setTimeout(this.showState, HOLD);
    }
    this.showState();
  }

  private async record(): Promise<void> {
    if (this.isOpening || this.recording) return;
    this.isOpening = true;
    this.trouble = "";
    this.showState();
    try {
      const recording = await Recording.begin();
      if (this.isRemoved || this.isDisabled) recording.discard();
      else {
        this.recording = recording;
        this.meter.follow(recording);
      }
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    }
    this.isOpening = false;
    this.showState();
  }

  private giveUp(): void {
    this.recording?.discard();
    this.recording = undefined;
    this.meter.end();
  }

  private async endSound(): Promise<void> {
    const { recording } = this;
    if (!recording) return;
    this.recording = undefined;
    this.meter.end();
    try {
      const { rate } = this.model.props as ChatBoxProps;
      this.model.giveSound(await recording.end(rate));
    } catch {
      this.trouble = "Nothing was recorded. Try again.";
    }
    this.showState();
  }

  private showText(): void {
    const { text } = this.model;
    if (this.area.value !== text) this.area.value = text;
    this.fit();
    this.showState();
  }

  /** As high as its text; the style sheet says how high at most. */
  private fit(): void {
    this.area.style.height = "auto";
    if (this.area.scrollHeight > 0) this.area.style.height = `${this.area.scrollHeight}px`;
  }

  private get isRunning(): boolean {
    return this.page?.dataset.rrRunning === "true";
  }

  /** Whether nothing can be sent before the run under way has ended. */
  private get isHeld(): boolean {
    const { mode } = this.model.props as ChatBoxProps;
    return (
      this.isDisabled || (mode !== undefined && (this.isRunning || Date.now() < this.heldUntil))
    );
  }

  private readonly showState = (): void => this.focus.through(() => this.showParts());

  private showParts(): void {
    const { mode, max_chars, audio } = this.model.props as ChatBoxProps;
    const { uploader, text, files } = this.model;
    const { isHeld } = this;
    this.area.disabled = this.clip.disabled = this.microphone.disabled = isHeld;
    setAttribute(this.microphone, "aria-busy", this.isOpening ? "true" : undefined);
    this.stopSound.hidden = !this.recording;
    this.microphone.hidden = !audio || this.recording !== undefined;
    this.halt.hidden = !(mode === "stop" && this.isRunning);
    this.sender.hidden = !this.halt.hidden;
    const isEmpty = text.trim() === "" && files.length === 0;
    this.sender.disabled = isHeld || isEmpty || uploader.isBusy || this.recording !== undefined;
    setText(this.count, max_chars ? `${text.length}/${max_chars}` : "");
    this.chips.show(files, uploader.transfers);
    const problem = uploader.transfers.find((transfer) => transfer.phase === "failed");
    const lost = problem ? `${problem.name} was not uploaded: ${problem.problem}.` : uploader.note;
    setText(this.said, this.trouble || lost);
    this.said.classList.toggle("rr-complaint", Boolean(this.trouble || problem));
  }
}
