import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { UploadMessage } from "../src/model";
import { isOf, sizeInWords, Uploader } from "../src/upload";
import { Xxh32 } from "../src/xxh32";

const MB = 1 << 20;
type Sent = { type: string; id: string; offset?: number; digest?: string; size?: number };

const digest = (...pieces: Uint8Array[]): string => {
  const hash = new Xxh32();
  for (const piece of pieces) hash.update(piece);
  return hash.hex();
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("Xxh32", () => {
  // As Python's xxhash has them.
  test.each([
    ["", "02cc5d05"],
    ["a", "550d7456"],
    ["abc", "32d153ff"],
    ["0123456789abcdef", "c2c45b69"],
    ["Nobody inspects the spammish repetition", "e2293b2f"],
  ])("of %j is %s", (text, hex) => {
    expect(digest(bytes(text))).toBe(hex);
  });

  test("does not depend on where the pieces begin", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(12), (whole, blocks) => {
        const cut = Math.min(16 * blocks, whole.length - (whole.length % 16));
        expect(digest(whole.slice(0, cut), whole.slice(cut))).toBe(digest(whole));
      }),
    );
  });
});

describe("Uploader", () => {
  let sent: Sent[];
  let buffers: Uint8Array[];
  let uploader: Uploader;
  const file = (size: number, name = "a.bin") => ({ blob: new Blob([new Uint8Array(size)]), name });
  const of = (type: string): Sent[] => sent.filter((message) => message.type === type);
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
  /** Wait until so many messages of a type were sent. */
  const until = (type: string, count: number): Promise<void> =>
    vi.waitFor(() => expect(of(type)).toHaveLength(count), { timeout: 10_000 });
  const hear = (message: UploadMessage): void => uploader.hear(message);

  beforeEach(() => {
    sent = [];
    buffers = [];
    uploader = new Uploader(
      (content, data = []) => {
        sent.push(content as Sent);
        buffers.push(...data);
      },
      () => {},
    );
  });

  afterEach(() => uploader.dispose());

  test("sends a few pieces ahead of the answers, and no more", async () => {
    uploader.add([file(10 * MB)], {});
    await until("piece", 4);
    await pause();
    expect(of("piece")).toHaveLength(4);

    hear({ type: "received", id: of("upload")[0]?.id ?? "", size: MB });
    await until("piece", 5);

    expect(of("piece").map((piece) => (piece.offset ?? 0) / MB)).toEqual([0, 1, 2, 3, 4]);
  });

  test("ends with the digest of all, and hands over what has arrived once nothing is under way", async () => {
    uploader.add([file(40, "a"), file(0, "b")], {});
    await until("finish", 1);
    expect(of("finish").map((one) => one.digest)).toEqual([digest(new Uint8Array(40))]);
    hear({ type: "uploaded", id: of("upload")[0]?.id ?? "" });
    expect(uploader.take()).toEqual([]);
    await until("finish", 2);

    hear({ type: "uploaded", id: of("upload")[1]?.id ?? "" });

    expect(uploader.take().map((ticket) => ticket.name)).toEqual(["a", "b"]);
    expect(uploader.transfers).toEqual([]);
  });

  test("what is cancelled sends no more, and says so", async () => {
    uploader.add([file(10 * MB, "big"), file(3, "next")], {});
    await until("piece", 4);
    const [first] = of("upload");
    uploader.drop(first?.id ?? "");

    hear({ type: "received", id: first?.id ?? "", size: 4 * MB });
    await until("finish", 1);

    expect(of("piece").filter((piece) => piece.id === first?.id)).toHaveLength(4);
    expect(of("drop")).toEqual([{ type: "drop", id: first?.id }]);
    expect(uploader.note).toBe("The upload of big was cancelled; nothing of it was kept.");
    expect(of("upload").map((one) => one.id)).toHaveLength(2);
  });

  test("what was damaged is sent anew under another id, three times at most", async () => {
    uploader.add([file(3)], {});

    for (let i = 1; i <= 3; i += 1) {
      await until("finish", i);
      hear({ type: "failed", id: of("upload").at(-1)?.id ?? "", why: "w", again: true });
    }

    expect(new Set(of("upload").map((one) => one.id)).size).toBe(3);
    expect(uploader.transfers.map((one) => [one.phase, one.problem])).toEqual([["failed", "w"]]);
  });

  test("late answers to an attempt that failed are not heard", async () => {
    uploader.add([file(3)], {});
    await until("finish", 1);
    const [first] = of("upload");
    hear({ type: "failed", id: first?.id ?? "", why: "w", again: true });
    await until("finish", 2);

    hear({ type: "failed", id: first?.id ?? "", why: "w", again: true });
    await pause();

    expect(of("upload")).toHaveLength(2);
  });

  test("what is too large or of another type is not sent", async () => {
    uploader.add([file(3 * MB, "a.csv"), file(1, "a.exe")], { max_size: 2 * MB, types: [".csv"] });
    await pause();

    expect(sent).toEqual([]);
    expect(uploader.transfers.map((one) => one.problem)).toEqual([
      "it is larger than 2 MB",
      "only .csv can be uploaded here",
    ]);
  });

  test("a page that is left says what it cuts off, and lets go of what is in no value", async () => {
    uploader.add([file(1, "a"), file(9 * MB, "b")], {});
    await until("finish", 1);
    hear({ type: "uploaded", id: of("upload")[0]?.id ?? "" });
    await until("upload", 2);

    window.dispatchEvent(new Event("pagehide"));

    const [a, b] = of("upload");
    expect(of("drop")).toEqual([
      { type: "drop", id: b?.id, cut: "b" },
      { type: "drop", id: a?.id },
    ]);
  });

  test("an upload of the page before this one is told of", () => {
    uploader.hear({ type: "cut", names: ["a", "b"] });

    expect(uploader.note).toBe(
      "The uploads of a, b were cut off; nothing of it was kept. Choose it again.",
    );
  });
});

test("a size is said in the units of the limits", () => {
  expect([0, 1023, 1536, 200 * MB, 3 * 1024 * MB].map(sizeInWords)).toEqual([
    "0 B",
    "1023 B",
    "1.5 kB",
    "200 MB",
    "3 GB",
  ]);
});

test("a file is of a type by its ending or by what the browser says", () => {
  expect(isOf("a.CSV", "", [".csv"])).toBe(true);
  expect(isOf("a.png", "image/png", ["image/*"])).toBe(true);
  expect(isOf("a.png", "image/png", ["image/jpeg", ".csv"])).toBe(false);
  expect(isOf("a.odd", "", ["image/*"])).toBe(true);
});
