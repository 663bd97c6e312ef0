/** Sends files to the kernel piece by piece, a few pieces ahead of its answers, so that nothing piles up on the way. */
import type { Ticket, UploadMessage, UploadRequest } from "./model";
import { Xxh32 } from "./xxh32";

/** Well below what servers and proxies let through in one message [bytes]; 16 divides it. */
const PIECE = 1 << 20;
/** How much may be on its way unanswered [bytes]. */
const AHEAD = 4 * PIECE;
const ATTEMPTS = 3;

/** A file as its user gave it; `name` may be a path within a folder. */
export type Given = { blob: Blob; name: string };

export type Rules = { types?: string[]; max_size?: number };

export type Say = (content: UploadRequest, buffers?: Uint8Array[]) => void;

type Phase = "queued" | "sending" | "done" | "failed";

export class Transfer {
  /** Another one for each attempt: the kernel's answers to the one before may still be on their way. */
  id = randomId();
  readonly name: string;
  readonly blob: Blob;
  phase: Phase = "queued";
  /** How much the kernel has [bytes]. */
  received = 0;
  problem = "";
  attempts = 0;
  private wake: () => void = () => {};

  constructor(given: Given) {
    this.name = given.name;
    this.blob = given.blob;
  }

  get isOpen(): boolean {
    return this.phase === "queued" || this.phase === "sending";
  }

  get ticket(): Ticket {
    return { id: this.id, name: this.name, size: this.blob.size, type: this.blob.type };
  }

  /** Wait until there is something new about it. */
  news(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  tell(): void {
    this.wake();
  }

  fail(problem: string): void {
    this.phase = "failed";
    this.problem = problem;
    this.tell();
  }
}

export class Uploader {
  /** Those under way, those that failed and wait to be seen, and those done that nobody has taken yet. */
  transfers: Transfer[] = [];
  /** What became of those that are not in the list any more. */
  note = "";
  private readonly sent = new Set<string>();
  private isSending = false;
  private unlisten: (() => void) | undefined;

  constructor(
    private readonly say: Say,
    private readonly changed: () => void,
  ) {}

  get isBusy(): boolean {
    return this.transfers.some((transfer) => transfer.isOpen);
  }

  add(given: Given[], rules: Rules): Transfer[] {
    this.note = "";
    // Who tries again has seen what went wrong.
    this.transfers = this.transfers.filter((transfer) => transfer.phase !== "failed");
    const added = given.map((one) => {
      const transfer = new Transfer(one);
      const problem = problemWith(one, rules);
      if (problem) transfer.fail(problem);
      return transfer;
    });
    this.transfers.push(...added);
    this.watchLeaving();
    this.changed();
    void this.sendAll();
    return added;
  }

  /** Give up an upload, put away one that failed, or let go of a file that has arrived. */
  drop(id: string): void {
    const transfer = this.transfers.find((one) => one.id === id);
    this.transfers = this.transfers.filter((one) => one !== transfer);
    if (transfer?.isOpen) {
      this.note = `The upload of ${transfer.name} was cancelled; nothing of it was kept.`;
      transfer.fail("cancelled");
    }
    this.say({ type: "drop", id });
    this.changed();
  }

  /** Give up all of them: whoever answered is no more. */
  fail(problem: string): void {
    if (!this.isBusy) return;
    for (const transfer of this.transfers) if (transfer.isOpen) transfer.fail(problem);
    this.changed();
  }

  /** What has arrived, once nothing is under way any more. */
  take(): Ticket[] {
    if (this.isBusy) return [];
    const done = this.transfers.filter((transfer) => transfer.phase === "done");
    if (done.length > 0) this.transfers = this.transfers.filter((one) => !done.includes(one));
    return done.map((transfer) => transfer.ticket);
  }

  hear(message: UploadMessage): void {
    if (message.type === "cut") {
      this.noteCut(message.names);
      return;
    }
    const transfer = this.transfers.find((one) => one.id === message.id);
    if (!transfer && message.type === "failed" && message.name && !this.sent.has(message.id))
      this.noteCut([message.name]);
    if (transfer?.phase !== "sending") return;
    if (message.type === "received") transfer.received = message.size;
    else if (message.type === "uploaded") transfer.phase = "done";
    else if (message.type === "failed") {
      if (message.again && transfer.attempts < ATTEMPTS) transfer.phase = "queued";
      else transfer.fail(message.why);
    }
    transfer.tell();
    this.changed();
  }

  dispose(): void {
    this.unlisten?.();
  }

  private async sendAll(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    for (let next = this.next(); next; next = this.next()) {
      await this.send(next);
      this.changed();
    }
    this.isSending = false;
  }

  /** Uploads that this page knows nothing of: it was reloaded meanwhile. */
  private noteCut(names: string[]): void {
    const [which, were] = names.length === 1 ? ["upload", "was"] : ["uploads", "were"];
    this.note = `The ${which} of ${names.join(", ")} ${were} cut off; nothing of it was kept. Choose it again.`;
    this.changed();
  }

  private next(): Transfer | undefined {
    return this.transfers.find((transfer) => transfer.phase === "queued");
  }

  private async send(transfer: Transfer): Promise<void> {
    if (transfer.attempts > 0) transfer.id = randomId();
    const { id, name, blob } = transfer;
    const digest = new Xxh32();
    const isSending = (): boolean => transfer.phase === "sending";
    transfer.phase = "sending";
    transfer.received = 0;
    transfer.attempts += 1;
    this.sent.add(id);
    this.say({ type: "upload", id, name, mime: blob.type, size: blob.size });
    for (let sent = 0; sent < blob.size && isSending(); ) {
      if (sent - transfer.received >= AHEAD) {
        await transfer.news();
        continue;
      }
      let piece: Uint8Array;
      try {
        piece = new Uint8Array(await blob.slice(sent, sent + PIECE).arrayBuffer());
      } catch {
        this.say({ type: "drop", id });
        transfer.fail("the file cannot be read; it may have been changed or moved");
        return;
      }
      if (!isSending()) return;
      digest.update(piece);
      this.say({ type: "piece", id, offset: sent }, [piece]);
      sent += piece.length;
    }
    if (isSending()) this.say({ type: "finish", id, digest: digest.hex() });
    while (isSending()) await transfer.news();
  }

  /** A page that is left says so: the kernel need not wait whether more comes. */
  private watchLeaving(): void {
    if (this.unlisten) return;
    const leave = (): void => {
      const open = new Map(this.transfers.filter((t) => t.isOpen).map((t) => [t.id, t.name]));
      for (const [id, cut] of open) this.say({ type: "drop", id, cut });
      // What has become part of a value is held by that; what a form has kept back is not.
      for (const id of this.sent) if (!open.has(id)) this.say({ type: "drop", id });
    };
    window.addEventListener("pagehide", leave);
    this.unlisten = () => window.removeEventListener("pagehide", leave);
  }
}

/** Why a file cannot be sent at all; "" if it can. */
function problemWith({ blob, name }: Given, { types, max_size }: Rules): string {
  if (!isOf(name, blob.type, types)) return `only ${types?.join(", ")} can be uploaded here`;
  if (max_size !== undefined && blob.size > max_size)
    return `it is larger than ${sizeInWords(max_size)}`;
  return "";
}

export function isOf(name: string, type: string, types: string[] = []): boolean {
  const isKind = (kind: string): boolean =>
    kind.endsWith("/*") ? type.startsWith(kind.slice(0, -1)) : type === kind;
  const isOne = (one: string): boolean =>
    one.includes("/")
      ? // A browser does not know every type; the kernel looks at the name, too.
        type === "" || isKind(one)
      : name.toLowerCase().endsWith(one);
  return types.length === 0 || types.some(isOne);
}

/** Megabytes are 1024 times 1024 bytes, as in the limits. */
export function sizeInWords(size: number): string {
  let amount = size;
  for (const unit of ["B", "kB", "MB"]) {
    if (amount < 1024) return `${round(amount, unit)} ${unit}`;
    amount /= 1024;
  }
  return `${round(amount, "GB")} GB`;
}

function round(amount: number, unit: string): string {
  const digits = unit === "B" || amount >= 100 || Number.isInteger(amount) ? 0 : 1;
  return amount.toFixed(digits);
}

function randomId(): string {
  // Not randomUUID: pages at http:// addresses do not have it.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
