/** A camera: off until it is turned on, what it sees, and the photograph that was taken. */
import { closeDevice, openDevice } from "./devices";
import { button, h, setText } from "./dom";
import { ReceivingView } from "./files";
import { FocusKeeper } from "./focus";
import type { InputProps, Ticket } from "./model";

const QUALITY = 0.92;
/** The camera that is tried first, of those of a telephone. */
const FRONT: MediaTrackConstraints = { facingMode: "user" };

export class CameraView extends ReceivingView {
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
  private wish: MediaTrackConstraints;
  /** The ids of all cameras, known once one of them has been opened. */
  private cameras: string[];
  private trouble: string;
  private focus: FocusKeeper;
  /** The photograph shown: its file's id, and its address here. */
  private shown: { id: string; url: string } | undefined;

  protected override build(id: string): HTMLElement {
    this.isOpening = this.isRemoved = false;
    this.wish = FRONT;
    this.cameras = [];
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
    this.hear(() => this.showAllParts());
    const el = h(
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
    this.focus = new FocusKeeper(el, () => [this.shoot, this.clear, this.starter]);
    return el;
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

  protected override get waiting(): HTMLElement {
    return this.clear;
  }

  protected override dispose(): void {
    this.isRemoved = true;
    this.release();
    this.forgetPhoto();
  }

  private async open(): Promise<void> {
    if (this.isOpening) return;
    this.isOpening = true;
    this.trouble = "";
    this.showAllParts();
    let stream: MediaStream | undefined;
    try {
      const { lines } = this.model.props as { lines?: number };
      const height = lines ? { height: { ideal: lines } } : {};
      stream = await openDevice("camera", { ...this.wish, ...height });
      const devices = await navigator.mediaDevices.enumerateDevices();
      this.cameras = devices.filter(isCamera).map((device) => device.deviceId);
    } catch (error) {
      this.wish = FRONT;
      this.trouble = inWords(error);
    }
    this.isOpening = false;
    if (stream && (this.trouble || this.isRemoved || this.isDisabled || this.hasPhoto))
      closeDevice(stream);
    else if (stream) this.watch(stream);
    this.showAllParts();
  }

  private watch(stream: MediaStream): void {
    this.stream = stream;
    this.video.srcObject = stream;
    // Not waited for: what is turned off before it plays never does.
    this.video.play().catch((error) => {
      if (this.stream !== stream) return;
      this.trouble = inWords(error);
      this.close();
    });
  }

  private close(): void {
    this.release();
    this.showAllParts();
  }

  private release(): void {
    closeDevice(this.stream);
    this.stream = undefined;
    this.video.srcObject = null;
  }

  private async switch(): Promise<void> {
    const now = this.stream?.getVideoTracks()[0]?.getSettings().deviceId ?? "";
    const next = this.cameras[(this.cameras.indexOf(now) + 1) % this.cameras.length];
    if (next) this.wish = { deviceId: { exact: next } };
    // First: many telephones have one camera open at a time only.
    this.close();
    await this.open();
    if (document.activeElement === this.shoot) this.turn.focus();
  }

  private async take(): Promise<void> {
    const { videoWidth, videoHeight } = this.video;
    if (videoWidth === 0) return;
    const canvas = h("canvas", { width: String(videoWidth), height: String(videoHeight) });
    canvas.getContext("2d")?.drawImage(this.video, 0, 0);
    const blob = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, "image/jpeg", QUALITY),
    );
    // Pressed twice, it is taken once.
    if (!blob || !this.stream) return;
    const moment = new Date().toISOString().replaceAll(":", "_");
    this.close();
    this.model.give([{ blob, name: `camera-input-${moment}.jpg` }]);
    const [transfer] = this.model.uploader.transfers;
    if (transfer?.isOpen) this.setPhoto(transfer.id, blob);
    this.showAllParts();
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

  private get hasPhoto(): boolean {
    const { uploader, files } = this.model;
    return files.length > 0 || uploader.isBusy;
  }

  private showAllParts(): void {
    // Where another view has taken the photo, nothing else here would turn the camera off.
    if (this.hasPhoto && this.stream) this.release();
    this.focus.through(() => this.showParts());
  }

  private showParts(): void {
    const { hasPhoto } = this;
    const failed = this.model.uploader.transfers.find((transfer) => transfer.phase === "failed");
    const isLive = this.stream !== undefined && !hasPhoto;
    this.video.hidden = !isLive;
    this.image.hidden = !hasPhoto || !this.shown;
    this.empty.hidden = isLive || (hasPhoto && this.shown !== undefined);
    setText(this.empty, this.isOpening ? "Waiting for the camera\u2026" : "The camera is off");
    this.starter.hidden = isLive || hasPhoto;
    this.starter.disabled = this.isDisabled || this.isOpening;
    this.shoot.hidden = this.closer.hidden = !isLive;
    this.turn.hidden = !isLive || this.cameras.length < 2;
    this.clear.hidden = !hasPhoto;
    this.clear.disabled = this.isDisabled;
    setText(this.said, this.trouble || (failed ? `The photo was lost: ${failed.problem}.` : ""));
    this.said.classList.toggle("rr-complaint", this.said.textContent !== "");
  }
}

function isCamera({ kind, deviceId }: MediaDeviceInfo): boolean {
  return kind === "videoinput" && deviceId !== "";
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
