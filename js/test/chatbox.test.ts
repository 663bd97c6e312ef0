import { describe, expect, test, vi } from "vitest";
import { ChatBoxModel, ChatBoxView } from "../src/chatbox";
import { RUNNING } from "../src/page";
import { Recording } from "../src/sound";
import {
  arrive,
  blur,
  file,
  make,
  named,
  type Props,
  page,
  part,
  type Shown,
  settle,
  show,
} from "./transfers";

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
