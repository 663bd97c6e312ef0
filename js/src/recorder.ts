/** A microphone: a button that records, and what was recorded, to be heard again. */
import { button, h, setText } from "./dom";
import { ReceivingView } from "./files";
import { FocusKeeper } from "./focus";
import { Meter } from "./meter";
import type { InputProps, Ticket } from "./model";
import { Recording, soundName } from "./sound";

export class RecorderView extends ReceivingView {
  private record: HTMLButtonElement;
  private stop: HTMLButtonElement;
  private clear: HTMLButtonElement;
  private player: HTMLAudioElement;
  private idle: HTMLElement;
  private meter: Meter;
  private said: HTMLElement;
  private recording: Recording | undefined;
  private isOpening: boolean;
  private isRemoved: boolean;
  private trouble: string;
  private focus: FocusKeeper;
  /** The recording that can be heard: its file's id, and its address here. */
  private shown: { id: string; url: string } | undefined;

  protected override build(id: string): HTMLElement {
    this.isOpening = this.isRemoved = false;
    this.trouble = "";
    this.record = button("rr-button", "Record", () => void this.begin());
    this.stop = button("rr-button", "Stop", () => void this.end());
    this.stop.dataset.rrType = "primary";
    this.clear = button("rr-button", "Clear", () => this.forget());
    this.player = h("audio", { controls: "", preload: "metadata", class: "rr-recorder-player" });
    this.player.setAttribute("aria-label", "Recording");
    this.idle = h("div", { class: "rr-recorder-idle" });
    this.meter = new Meter();
    this.said = h("div", { class: "rr-files-said", role: "status" });
    this.hear(() => this.showAllParts());
    const el = h(
      "div",
      { class: "rr-recorder", role: "group", "aria-labelledby": `${id}-label`, id },
      h(
        "div",
        { class: "rr-recorder-row" },
        this.record,
        this.stop,
        this.meter.el,
        this.player,
        this.idle,
        this.clear,
      ),
      this.said,
    );
    this.focus = new FocusKeeper(el, () => [this.stop, this.clear, this.record]);
    return el;
  }

  protected override buildLabel(id: string): HTMLElement {
    return h("span", { class: "rr-label rr-markdown", id: `${id}-label` });
  }

  protected override show(_props: InputProps): void {
    if (this.isDisabled) this.giveUp();
    this.showAllParts();
  }

  protected override write(): void {
    const [file] = this.model.files;
    if (file?.id !== this.shown?.id) void this.showSound(file);
    this.showAllParts();
  }

  protected override get waiting(): HTMLElement {
    return this.clear;
  }

  protected override dispose(): void {
    this.isRemoved = true;
    this.giveUp();
    this.forgetSound();
  }

  private async begin(): Promise<void> {
    if (this.isOpening) return;
    this.isOpening = true;
    this.trouble = "";
    this.showAllParts();
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
    this.showAllParts();
  }

  private async end(): Promise<void> {
    const { recording } = this;
    if (!recording) return;
    this.recording = undefined;
    this.meter.end();
    try {
      const { rate } = this.model.props as { rate?: number };
      const blob = await recording.end(rate);
      this.model.give([{ blob, name: soundName() }]);
      const [transfer] = this.model.uploader.transfers;
      if (transfer?.isOpen && !this.isRemoved) this.setSound(transfer.id, blob);
    } catch {
      this.trouble = "Nothing was recorded. Try again.";
    }
    this.showAllParts();
  }

  private giveUp(): void {
    this.recording?.discard();
    this.recording = undefined;
    this.meter.end();
  }

  private forget(): void {
    const [file] = this.model.files;
    if (file) this.model.removeFile(file.id);
    for (const transfer of [...this.model.uploader.transfers])
      this.model.uploader.drop(transfer.id);
    this.forgetSound();
    this.showAllParts();
  }

  private async showSound(file: Ticket | undefined): Promise<void> {
    this.forgetSound();
    if (!file) return;
    const bytes = await this.model.recall(file.id);
    const [now] = this.model.files;
    if (this.isRemoved || now?.id !== file.id) return;
    this.setSound(file.id, new Blob([bytes as BlobPart], { type: file.type }));
    this.showAllParts();
  }

  private setSound(id: string, blob: Blob): void {
    this.forgetSound();
    this.shown = { id, url: URL.createObjectURL(blob) };
    this.player.src = this.shown.url;
  }

  private forgetSound(): void {
    if (!this.shown) return;
    URL.revokeObjectURL(this.shown.url);
    this.shown = undefined;
    this.player.pause();
    this.player.removeAttribute("src");
    this.player.load();
  }

  private showAllParts(): void {
    this.focus.through(() => this.showParts());
  }

  private showParts(): void {
    const { transfers } = this.model.uploader;
    const failed = transfers.find((transfer) => transfer.phase === "failed");
    const isRecording = this.recording !== undefined;
    const hasSound =
      !isRecording && (this.model.files.length > 0 || transfers.some((one) => one.isOpen));
    this.record.hidden = isRecording || hasSound;
    this.record.disabled = this.isDisabled || this.isOpening;
    this.stop.hidden = !isRecording;
    this.player.hidden = !hasSound;
    this.idle.hidden = isRecording || hasSound;
    setText(this.idle, this.isOpening ? "Waiting for the microphone\u2026" : "");
    this.clear.hidden = !hasSound;
    this.clear.disabled = this.isDisabled;
    const lost = failed ? `The recording was lost: ${failed.problem}.` : "";
    setText(this.said, this.trouble || lost);
    this.said.classList.toggle("rr-complaint", this.said.textContent !== "");
  }
}
