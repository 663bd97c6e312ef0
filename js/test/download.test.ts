import { beforeEach, describe, expect, test, vi } from "vitest";
import { DownloadModel, DownloadView } from "../src/download";
import { FilesModel, FilesView } from "../src/files";
import { dropped } from "../src/folder";
import { make, part, settle, show } from "./transfers";

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
