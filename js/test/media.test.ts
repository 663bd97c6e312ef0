import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CameraView } from "../src/camera";
import { FilesModel } from "../src/files";
import { RecorderView } from "../src/recorder";
import { Recording } from "../src/sound";
import { arrive, file, make, named, type Props, part, settle, show } from "./transfers";

describe("a recorder", () => {
  test("that is removed while the sound is made keeps the sound, and no address of it", async () => {
    const { model } = make<FilesModel>(FilesModel, { audio: true });
    let finish: (blob: Blob) => void = () => {};
    const made = new Promise<Blob>((resolve) => {
      finish = resolve;
    });
    const recording = { discard: () => {}, end: () => made, level: 0, seconds: 0 };
    vi.spyOn(Recording, "begin").mockResolvedValue(recording as never);
    const addressed = vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:x");
    const view = show(RecorderView, model);
    named(view.el, "Record").click();
    await settle();

    named(view.el, "Stop").click();
    view.remove();
    finish(new Blob(["x"], { type: "audio/wav" }));
    await settle();

    expect(model.uploader.transfers).toHaveLength(1);
    expect(addressed).not.toHaveBeenCalled();
  });
});

describe("an input of files", () => {
  test("tells the kernel of a file that another one has replaced", async () => {
    const made = make<FilesModel>(FilesModel, { form: "f" });
    made.model.give([file("a")]);
    await arrive(made, 1);
    made.model.give([file("b")]);
    const [a] = await arrive(made, 2);

    expect(made.said("drop")).toEqual([{ type: "drop", id: a }]);
    expect(made.model.files.map(({ name }) => name)).toEqual(["b"]);
  });

  test("asks once for what two views show, and gives it to both", async () => {
    const { model, said, hear } = make<FilesModel>(FilesModel);
    const both = Promise.all([model.recall("a"), model.recall("a")]);

    hear({ type: "content", id: "a" }, new Uint8Array([1, 2]));

    expect((await both).map((bytes) => [...bytes])).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(said("recall")).toEqual([{ type: "recall", id: "a" }]);
  });
});

describe("a camera", () => {
  type Stream = { stop: ReturnType<typeof vi.fn>; wishes: { video: MediaTrackConstraints } };
  let streams: Stream[];
  let log: string[];
  let playing: () => Promise<void>;

  beforeEach(() => {
    streams = [];
    log = [];
    playing = () => Promise.resolve();
    vi.spyOn(HTMLMediaElement.prototype, "play").mockImplementation(() => playing());
    const devices = ["one", "two"].map((deviceId) => ({ kind: "videoinput", deviceId }));
    vi.stubGlobal("navigator", {
      ...navigator,
      userAgent: "",
      mediaDevices: {
        getUserMedia: async (wishes: Stream["wishes"]) => {
          const wish = wishes.video as { deviceId?: { exact: string } };
          const deviceId = wish.deviceId?.exact ?? "one";
          const stop = vi.fn(() => log.push(`${deviceId} off`));
          const track = { stop, getSettings: () => ({ deviceId }) };
          log.push(`${deviceId} on`);
          streams.push({ stop, wishes });
          return { getTracks: () => [track], getVideoTracks: () => [track] };
        },
        enumerateDevices: async () => devices,
      },
    });
    Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
      configurable: true,
      writable: true,
      value: null,
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  async function turnOn(props: Props = {}) {
    const made = make<FilesModel>(FilesModel, props);
    const view = show(CameraView, made.model);
    named(view.el, "Turn on the camera").focus();
    named(view.el, "Turn on the camera").click();
    await settle();
    return { ...made, view, press: (name: string) => named(view.el, name).click() };
  }
  const stopped = (): number[] => streams.map(({ stop }) => stop.mock.calls.length);

  test("is turned off when the photo comes from another view", async () => {
    const { model } = await turnOn();
    expect(stopped()).toEqual([0]);

    model.set("value", [{ id: "p", name: "p.jpg", size: 1, type: "image/jpeg" }]);

    expect(stopped()).toEqual([1]);
  });

  test("can be turned off before it plays, and on again", async () => {
    playing = () => new Promise(() => {});
    const { press } = await turnOn();
    press("Turn off");
    expect(stopped()).toEqual([1]);

    press("Turn on the camera");
    await settle();

    expect(stopped()).toEqual([1, 0]);
  });

  test("says nothing of a preview that was turned off before it played", async () => {
    let fail: (error: Error) => void = () => {};
    playing = () => new Promise((_, reject) => (fail = reject));
    const { view, press } = await turnOn();
    press("Turn off");

    fail(new Error("interrupted"));
    await settle();

    expect(part(view.el, ".rr-files-said").textContent).toBe("");
  });

  test("is closed before the next one is opened, each by its own id", async () => {
    const { press } = await turnOn();

    press("Switch camera");
    await settle();
    press("Switch camera");
    await settle();

    expect(log).toEqual(["one on", "one off", "two on", "two off", "one on"]);
    expect(streams.map(({ wishes }) => wishes.video)).toEqual([
      { facingMode: "user" },
      { deviceId: { exact: "two" } },
      { deviceId: { exact: "one" } },
    ]);
  });

  test("hands the focus on when it opens and when it is turned off", async () => {
    const { view, press } = await turnOn();
    expect(document.activeElement).toBe(named(view.el, "Take the photo"));

    named(view.el, "Turn off").focus();
    press("Turn off");

    expect(document.activeElement).toBe(named(view.el, "Turn on the camera"));
  });
});
