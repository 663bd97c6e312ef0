import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { CameraView } from "../src/camera";
import { ChatBoxModel, ChatBoxView } from "../src/chatbox";
import { DownloadModel, DownloadView } from "../src/download";
import { FilesModel, FilesView } from "../src/files";
import { dropped } from "../src/folder";
import type { InputModel } from "../src/input";
import type { InputProps } from "../src/model";
import { RUNNING } from "../src/page";
import { RecorderView } from "../src/recorder";
import { Recording } from "../src/sound";

type Said = { type: string; id?: string; ask?: string; value?: unknown };
type Props = InputProps & Record<string, unknown>;
type Shown = { el: HTMLElement; remove(): void };

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
let manager: object;
let page: HTMLElement;

function make<M extends InputModel>(Model: unknown, props: Props = {}, value: unknown = []) {
  const sent: { method: string; content?: Said }[] = [];
  const comm = {
    on_msg: () => {},
    on_close: () => {},
    close: () => {},
    send: (data: (typeof sent)[number]) => String(sent.push(data)),
  };
  const options = { comm, model_id: "m", widget_manager: manager };
  const model = new (Model as new (state: object, options: object) => M)({ value, props }, options);
  const said = (type: string): Said[] =>
    sent.flatMap(({ content }) => (content?.type === type ? [content] : []));
  const hear = (content: object, ...buffers: Uint8Array[]): void => {
    const views = buffers.map((one) => new DataView(one.buffer, one.byteOffset, one.byteLength));
    model.trigger("msg:custom", content, views);
  };
  return { model, said, hear };
}

function show(View: unknown, model: InputModel): Shown {
  type Made = Shown & { render(): void; luminoWidget: unknown };
  const view = new (View as new (options: object) => Made)({ model, options: {} });
  view.render();
  page.append(view.el);
  return view;
}

const part = <E extends HTMLElement = HTMLElement>(el: Element, selector: string): E =>
  el.querySelector<E>(selector) as E;
const named = (el: Element, name: string): HTMLButtonElement =>
  [...el.querySelectorAll("button")].find(
    (one) => (one.getAttribute("aria-label") ?? one.textContent) === name,
  ) as HTMLButtonElement;
const file = (name: string, type = "text/plain") => ({ blob: new Blob(["x"], { type }), name });
const blur = (): void => (document.activeElement as HTMLElement | null)?.blur();

/** Let everything that is being sent arrive. */
async function arrive({ said, hear }: ReturnType<typeof make>, count: number): Promise<string[]> {
  for (let n = 0; n < count; n += 1) {
    await vi.waitFor(() => expect(said("finish").length).toBeGreaterThan(n));
    hear({ type: "uploaded", id: said("finish")[n]?.id });
  }
  return said("finish").map(({ id }) => id ?? "");
}

beforeAll(() => {
  URL.createObjectURL ??= () => "blob:x";
  URL.revokeObjectURL ??= () => {};
});
beforeEach(() => {
  manager = { callbacks: () => ({}), has_model: () => false };
  page = document.createElement("div");
  page.className = "rr-page";
  document.body.replaceChildren(page);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("the microphone of a chat box", () => {
  function begin(props: Props = {}) {
    const made = make<ChatBoxModel>(ChatBoxModel, { audio: true, ...props }, null);
    const view = show(ChatBoxView, made.model);
    const discarded = vi.fn();
    let open: () => void = () => {};
    const opened = new Promise<Recording>((resolve) => {
      open = () => resolve({ discard: discarded, level: 0, seconds: 0 } as never);
    });
    const asked = vi.spyOn(Recording, "begin").mockReturnValue(opened);
    named(view.el, "Record").click();
    return { ...made, view, discarded, asked, open };
  }

  test("is asked for once, however often Record is pressed", async () => {
    const { view, asked, open } = begin();
    named(view.el, "Record").click();
    open();
    await settle();

    named(view.el, "Record").click();

    expect(asked).toHaveBeenCalledOnce();
    view.remove();
  });

  test.each([
    ["is removed", ({ view }: ReturnType<typeof begin>) => view.remove()],
    [
      "is disabled",
      ({ model }: ReturnType<typeof begin>) => model.set("props", { audio: true, disabled: true }),
    ],
  ])("is closed again if the box %s before it opens, or while it records", async (_, end) => {
    const before = begin();
    end(before);
    before.open();
    await settle();
    expect(before.discarded).toHaveBeenCalledOnce();

    const during = begin();
    during.open();
    await settle();
    expect(during.discarded).not.toHaveBeenCalled();
    end(during);
    expect(during.discarded).toHaveBeenCalledOnce();
  });

  test("hands the focus from Record to Stop", async () => {
    const { view, open } = begin();
    named(view.el, "Record").focus();

    open();
    await settle();

    expect(document.activeElement).toBe(named(view.el, "Stop recording"));
    view.remove();
  });
});

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

describe("a chat box that waits for the run", () => {
  function run(isRunning: boolean): void {
    page.dataset.rrRunning = String(isRunning);
    page.dispatchEvent(new Event(RUNNING));
  }

  test("has the focus again after it, unless somebody is elsewhere by then", () => {
    const { model } = make<ChatBoxModel>(ChatBoxModel, { mode: "disable" }, null);
    // It finds its page once it is displayed, which nothing is here.
    const view = show(ChatBoxView, model) as Shown & { page: HTMLElement; showState: () => void };
    view.page = page;
    page.addEventListener(RUNNING, view.showState);
    const box = part<HTMLTextAreaElement>(view.el, "textarea");
    const other = document.createElement("input");
    page.append(other);

    box.focus();
    run(true);
    expect(box.disabled).toBe(true);
    blur();
    run(false);
    expect(document.activeElement).toBe(box);

    run(true);
    other.focus();
    run(false);
    expect(document.activeElement).toBe(other);
  });
});

describe("what is being written in a chat box", () => {
  test("is shown by all its views, and gone from all when it is sent", () => {
    const { model, said } = make<ChatBoxModel>(ChatBoxModel, {}, null);
    const [one, other] = [0, 1].map(() =>
      part<HTMLTextAreaElement>(show(ChatBoxView, model).el, "textarea"),
    ) as [HTMLTextAreaElement, HTMLTextAreaElement];

    one.value = "half a word";
    one.dispatchEvent(new Event("input"));
    expect(other.value).toBe("half a word");

    other.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
    expect([one.value, other.value]).toEqual(["", ""]);
    expect(said("click")).toHaveLength(1);
  });

  test("a recording is sent, whatever files can be chosen", async () => {
    const made = make<ChatBoxModel>(ChatBoxModel, { files: true, types: [".txt"] }, null);
    made.model.giveSound(new Blob(["x"], { type: "audio/wav" }));
    const [sound] = await arrive(made, 1);

    expect(made.model.recorded?.id).toBe(sound);
  });

  test("a recording that was lost makes no recording of a file that comes later", async () => {
    const made = make<ChatBoxModel>(ChatBoxModel, { files: "multiple", max_size: 1 }, null);
    made.model.giveSound(new Blob(["too long"], { type: "audio/wav" }));

    made.model.give([file("mine.wav", "audio/wav")]);
    await arrive(made, 1);

    expect(made.model.recorded).toBeNull();
    expect(made.model.attached.map(({ name }) => name)).toEqual(["mine.wav"]);
  });

  test("the kernel is told of a file that another one has replaced", async () => {
    const made = make<ChatBoxModel>(ChatBoxModel, { files: true }, null);
    made.model.give([file("a")]);
    await arrive(made, 1);
    made.model.give([file("b")]);
    const [a] = await arrive(made, 2);

    expect(made.said("drop")).toEqual([{ type: "drop", id: a }]);
    expect(made.model.attached.map(({ name }) => name)).toEqual(["b"]);
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

describe("a download", () => {
  const facts = { type: "file", name: "a.txt", mime: "text/plain", digest: "d", size: 4 };
  let saved: string[];

  beforeEach(() => {
    saved = [];
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function click(
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
  });

  function press() {
    const made = make<DownloadModel>(DownloadModel, { label: "Save" }, null);
    const view = show(DownloadView, made.model);
    const pressed = part<HTMLButtonElement>(view.el, "button");
    pressed.click();
    const ask = (): string => made.said("fetch").at(-1)?.ask ?? "";
    return { ...made, view, pressed, ask };
  }

  test("is saved though the click's run removes the button, and only once by two views", () => {
    const { model, view, hear, said, ask } = press();
    show(DownloadView, model);
    hear({ ...facts, ask: ask() }, new Uint8Array(2));

    view.remove();
    hear({ type: "piece", ask: ask(), start: 2 }, new Uint8Array(2));

    expect(said("more")).toHaveLength(1);
    expect(saved).toEqual(["a.txt"]);
  });

  test("begins anew at a press after some silence, and not before", () => {
    vi.useFakeTimers();
    const { pressed, said, hear, ask } = press();
    pressed.click();
    expect(said("fetch")).toHaveLength(1);
    hear({ ...facts, ask: ask() }, new Uint8Array(2));
    const first = ask();

    vi.advanceTimersByTime(11_000);
    pressed.click();
    hear({ type: "piece", ask: first, start: 2 }, new Uint8Array(2));
    expect(said("fetch")).toHaveLength(2);
    expect(saved).toEqual([]);

    hear({ ...facts, ask: ask() }, new Uint8Array(4));
    expect(saved).toEqual(["a.txt"]);
  });
});

describe("a drop", () => {
  type Entry = { name: string; children?: Entry[]; isBroken?: boolean };

  function entry({ name, children, isBroken }: Entry, above = ""): object {
    const fullPath = `${above}/${name}`;
    let rest = (children ?? []).map((one) => entry(one, fullPath));
    const readEntries = (give: (some: object[]) => void, fail: (error: Error) => void): void => {
      const some = rest.splice(0, 1);
      if (isBroken) fail(new Error(name));
      else give(some);
      rest = rest.slice();
    };
    return {
      isFile: !children,
      fullPath,
      createReader: () => ({ readEntries }),
      file: (give: (file: File) => void, fail: (error: Error) => void) =>
        isBroken ? fail(new Error(name)) : give(new File(["x"], name)),
    };
  }
  const drop = (opensFolders: boolean, ...entries: Entry[]) => {
    const items = entries.map((one) => ({ webkitGetAsEntry: () => entry(one) }));
    return dropped({ items, files: null } as unknown as DataTransfer, opensFolders);
  };

  test("loses only the files that cannot be read, and says which", async () => {
    const inner = [{ name: "b", isBroken: true }, { name: "c" }];
    const { given, complaint } = await drop(
      true,
      { name: "d", children: inner },
      { name: "locked", children: [], isBroken: true },
      { name: "e" },
    );

    expect(given.map(({ name }) => name)).toEqual(["d/c", "e"]);
    expect(complaint).toBe("d/b, locked could not be read.");
  });

  test("of a folder, where only files can be given, says so", async () => {
    const folders = ["a", "b", "c", "d", "e"].map((name) => ({ name, children: [] }));

    expect((await drop(false, { name: "f" }, { name: "a", children: [] })).complaint).toBe(
      "a is a folder; only files can be given here.",
    );
    expect((await drop(false, ...folders)).complaint).toBe(
      "a, b, c and 2 more are folders; only files can be given here.",
    );
  });

  test("on an uploader shows what was wrong", async () => {
    const { model } = make<FilesModel>(FilesModel);
    const view = show(FilesView, model);
    const event = new Event("drop", { cancelable: true });
    const items = [{ webkitGetAsEntry: () => entry({ name: "a", children: [] }) }];
    Object.assign(event, { dataTransfer: { types: ["Files"], items, files: null } });

    part(view.el, ".rr-drop").dispatchEvent(event);
    await settle();

    expect(part(view.el, ".rr-files-said").textContent).toBe(
      "a is a folder; only files can be given here.",
    );
  });
});
