/** Recording sound: a microphone's stream to samples, samples to a WAV file. */
import { closeDevice, openDevice } from "./devices";

/** Bytes before the samples. */
const HEADER = 44;

/** A WAV file of one channel with 16 bits per sample. */
export function encodeWav(samples: Float32Array, rate: number): Blob {
  const view = new DataView(new ArrayBuffer(HEADER + 2 * samples.length));
  const write = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i += 1) view.setUint8(at + i, text.charCodeAt(i));
  };
  write(0, "RIFF");
  view.setUint32(4, view.byteLength - 8, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, "data");
  view.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, i) => {
    const clipped = Math.max(-1, Math.min(1, sample));
    view.setInt16(HEADER + 2 * i, Math.round(clipped * (clipped < 0 ? 0x8000 : 0x7fff)), true);
  });
  return new Blob([view.buffer], { type: "audio/wav" });
}

/** What a browser recorded, as a WAV file with this many samples per second, or as many as it recorded. */
async function toWav(recorded: Blob, rate: number | undefined): Promise<Blob> {
  const context = new AudioContext();
  try {
    const sound = await context.decodeAudioData(await recorded.arrayBuffer());
    const wanted = rate ?? sound.sampleRate;
    const mixer = new OfflineAudioContext(1, Math.ceil(sound.duration * wanted) || 1, wanted);
    const source = mixer.createBufferSource();
    source.buffer = sound;
    source.connect(mixer.destination);
    source.start();
    return encodeWav((await mixer.startRendering()).getChannelData(0), wanted);
  } finally {
    void context.close();
  }
}

/** One recording under way. */
export class Recording {
  private readonly pieces: Blob[] = [];
  private readonly began = performance.now();
  private readonly context = new AudioContext();
  private readonly meter = this.context.createAnalyser();

  private constructor(
    private readonly stream: MediaStream,
    private readonly recorder: MediaRecorder,
  ) {
    this.context.createMediaStreamSource(stream).connect(this.meter);
    recorder.addEventListener("dataavailable", (event) => this.pieces.push(event.data));
    recorder.start(1000);
  }

  static async begin(): Promise<Recording> {
    const stream = await openDevice("microphone", { echoCancellation: true });
    try {
      return new Recording(stream, new MediaRecorder(stream));
    } catch (error) {
      closeDevice(stream);
      throw error;
    }
  }

  /** How long it is so far [s]. */
  get seconds(): number {
    return (performance.now() - this.began) / 1000;
  }

  /** How loud it is just now, 0 to 1. */
  get level(): number {
    const samples = new Uint8Array(this.meter.fftSize);
    this.meter.getByteTimeDomainData(samples);
    return Math.max(...samples.map((sample) => Math.abs(sample - 128))) / 128;
  }

  /** End it, and return it as a WAV file. */
  async end(rate: number | undefined): Promise<Blob> {
    const stopped = new Promise((resolve) => this.recorder.addEventListener("stop", resolve));
    if (this.recorder.state !== "inactive") {
      this.recorder.stop();
      await stopped;
    }
    this.discard();
    return toWav(new Blob(this.pieces, { type: this.recorder.mimeType }), rate);
  }

  discard(): void {
    if (this.recorder.state !== "inactive") this.recorder.stop();
    closeDevice(this.stream);
    if (this.context.state !== "closed") void this.context.close();
  }
}

export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function soundName(): string {
  return `${new Date().toISOString().slice(0, 16).replaceAll(":", "-")}_audio.wav`;
}
