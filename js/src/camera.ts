/** A camera: off until it is turned on, what it sees, and the photograph that was taken. */
import { closeDevice, openDevice } from "./devices";
import { button, h, setText } from "./dom";
import { type FilesModel, UPLOADS } from "./files";
import { InputView } from "./input";
import type { InputProps, Ticket } from "./model";

const QUALITY = 0.92;

export class CameraView extends InputView<Ticket[]> {
  declare model: FilesModel;
  private video: HTMLVideoElement;
  private image: HTMLImageElement;
  private empty: HTMLElement;
  private starter: HTMLButtonElement;
  private shoot: HTMLButtonElement;
  private turn: HTMLButtonElement;
  private closer: HTMLButtonElement;
  private clear: HTMLButtonElement;
  private said: HTMLElement;
  private stream: MediaStream | undefined;
  private isOpening: boolean;
  private isRemoved: boolean;
  private facing: "user" | "environment";
  private cameras: number;
  private trouble: string;
  /** The photograph shown: its file's id, and its address here. */
  private shown: { id: string; url: string } | undefined;

  protected override build(id: string): HTMLElement {
    this.isOpening = this.isRemoved = false;
    this.facing = "user";
    this.cameras = 0;
    this.trouble = "";
    this.video = h("video", { playsinline: "", class: "rr-camera-view", "aria-label": "Preview" });
    this.video.muted = true;
    this.image = h("img", { class: "rr-camera-view", alt: "Photograph" });
    this.empty = h("div", { class: "rr-camera-empty" });
    this.starter = button("rr-button", "Turn on the camera", () => void this.open());
    this.shoot = button("rr-button", "Take the photo", () => void this.take());
    this.shoot.dataset.rrType = "primary";
    this.turn = button("rr-button", "Switch camera", () => void this.switch());
    this.closer = button("rr-button", "Turn off", () => this.close());
    this.clear = button("rr-button", "Clear the photo", () => void this.again());
    this.said = h("div", { class: "rr-files-said", role: "status" });
    this.listenTo(this.model, UPLOADS, () => this.showAllParts());
    return h(
      "div",
      { class: "rr-camera", role: "group", "aria-labelledby": `${id}-label`, id },
      h("div", { class: "rr-camera-stage" }, this.empty, this.video, this.image),
      h(
        "div",
        { class: "rr-camera-keys" },
        this.starter,
        this.shoot,
        this.turn,
        this.closer,
        this.clear,
      ),
      this.said,
    );
  }

  protected override buildLabel(id: string): HTMLElement {
    return h("span", { class: "rr-label rr-markdown", id: `${id}-label` });
  }

  protected override show(_props: InputProps): void {
    if (this.isDisabled) this.close();
    this.showAllParts();
  }

  protected override write(): void {
    const [file] = this.model.files;
    if (file?.id !== this.shown?.id) void this.showPhoto(file);
    this.showAllParts();
  }

  /** A form waits for what is on its way. */
  protected override conclude(): HTMLElement | null {
    return this.model.uploader.isBusy ? this.clear : super.conclude();
  }

  protected override dispose(): void {
    this.isRemoved = true;
    closeDevice(this.stream);
    this.forgetPhoto();
  }

  private async open(): Promise<void> {
    if (this.isOpening) return;
    this.isOpening = true;
    this.trouble = "";
    this.showAllParts();
    try {
      const { lines } = this.model.props as { lines?: number };
      const stream = await openDevice("camera", {
        facingMode: this.facing,
        ...(lines ? { height: { ideal: lines } } : {}),
      });
      closeDevice(this.stream);
      this.stream = stream;
      if (this.isRemoved || this.isDisabled) this.close();
      this.video.srcObject = this.stream ?? null;
      await this.video.play();
      const devices = await navigator.mediaDevices.enumerateDevices();
      this.cameras = devices.filter((device) => device.kind === "videoinput").length;
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
      this.close();
    }
    this.isOpening = false;
    const wasFocused =
      document.activeElement === this.starter || document.activeElement === this.clear;
    this.showAllParts();
    if (wasFocused && this.stream) this.shoot.focus();
  }

  private close(): void {
    closeDevice(this.stream);
    this.stream = undefined;
    this.video.srcObject = null;
    this.showAllParts();
  }

  private switch(): Promise<void> {
    this.facing = this.facing === "user" ? "environment" : "user";
    return this.open();
  }

  private async take(): Promise<void> {
    const { videoWidth, videoHeight } = this.video;
    if (videoWidth === 0) return;
    const canvas = h("canvas", { width: String(videoWidth), height: String(videoHeight) });
    canvas.getContext("2d")?.drawImage(this.video, 0, 0);
    const blob = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, "image/jpeg", QUALITY),
    );
    if (!blob) return;
    const moment = new Date().toISOString().replaceAll(":", "_");
    this.close();
    this.model.give([{ blob, name: `camera-input-${moment}.jpg` }]);
    const [transfer] = this.model.uploader.transfers;
    if (transfer?.isOpen) this.setPhoto(transfer.id, blob);
    this.showAllParts();
    this.clear.focus();
  }

  /** Clear the photograph, and go on seeing what the camera sees. */
  private async again(): Promise<void> {
    const [file] = this.model.files;
    if (file) this.model.removeFile(file.id);
    for (const transfer of [...this.model.uploader.transfers])
      this.model.uploader.drop(transfer.id);
    this.forgetPhoto();
    await this.open();
  }

  private async showPhoto(file: Ticket | undefined): Promise<void> {
    this.forgetPhoto();
    if (!file) return;
    const bytes = await this.model.recall(file.id);
    const [now] = this.model.files;
    if (this.isRemoved || now?.id !== file.id) return;
    this.setPhoto(file.id, new Blob([bytes as BlobPart], { type: file.type }));
    this.showAllParts();
  }

  private setPhoto(id: string, blob: Blob): void {
    this.forgetPhoto();
    this.shown = { id, url: URL.createObjectURL(blob) };
    this.image.src = this.shown.url;
  }

  private forgetPhoto(): void {
    if (this.shown) URL.revokeObjectURL(this.shown.url);
    this.shown = undefined;
    this.image.removeAttribute("src");
  }

  private showAllParts(): void {
    const { transfers } = this.model.uploader;
    const failed = transfers.find((transfer) => transfer.phase === "failed");
    const hasPhoto = this.model.files.length > 0 || transfers.some((one) => one.isOpen);
    const isLive = this.stream !== undefined && !hasPhoto;
    this.video.hidden = !isLive;
    this.image.hidden = !hasPhoto || !this.shown;
    this.empty.hidden = isLive || (hasPhoto && this.shown !== undefined);
    setText(this.empty, this.isOpening ? "Waiting for the camera\u2026" : "The camera is off");
    this.starter.hidden = isLive || hasPhoto;
    this.starter.disabled = this.isDisabled || this.isOpening;
    this.shoot.hidden = this.closer.hidden = !isLive;
    this.turn.hidden = !isLive || this.cameras < 2;
    this.clear.hidden = !hasPhoto;
    this.clear.disabled = this.isDisabled;
    setText(this.said, this.trouble || (failed ? `The photo was lost: ${failed.problem}.` : ""));
    this.said.classList.toggle("rr-complaint", this.said.textContent !== "");
  }
}
