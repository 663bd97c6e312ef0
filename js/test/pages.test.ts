import { describe, expect, test } from "vitest";
import type { PageModel } from "../src/page";
import { enterPage, leavePage, onPage } from "../src/pages";

type Manager = { isDisposed: boolean; context: { path: string; isDisposed: boolean } };

function model(id: string, path: string): { page: PageModel; manager: Manager } {
  const manager = { isDisposed: false, context: { path, isDisposed: false } };
  return { page: { model_id: id, widget_manager: manager } as unknown as PageModel, manager };
}

function wait(id: string, path = "a.ipynb"): { found: PageModel[]; stop: () => void } {
  const found: PageModel[] = [];
  return {
    found,
    stop: onPage(
      id,
      () => path,
      (page) => found.push(page),
    ),
  };
}

describe("an output", () => {
  test("finds the page it names, there already or later, once", () => {
    const first = model("p1", "a.ipynb");
    const { found } = wait("p1");
    expect(found).toEqual([]);

    enterPage(first.page);
    enterPage(model("p1", "a.ipynb").page);

    expect(found).toEqual([first.page]);
    expect(wait("p1").found).toHaveLength(1);
  });

  test("prefers the page of its own notebook", () => {
    const own = model("p2", "a.ipynb");
    enterPage(own.page);
    enterPage(model("p2", "b.ipynb").page);

    expect(wait("p2").found).toEqual([own.page]);
  });

  test("does not take the page that a closed notebook has left behind", () => {
    const old = model("p3", "a.ipynb");
    enterPage(old.page);
    old.manager.isDisposed = true;

    const { found } = wait("p3");
    expect(found).toEqual([]);
    const again = model("p3", "a.ipynb");
    enterPage(again.page);

    expect(found).toEqual([again.page]);
  });

  test("is not told any more once it has gone, nor of a page that has left", () => {
    const gone = wait("p4");
    gone.stop();
    const { page } = model("p4", "a.ipynb");
    enterPage(page);
    expect(gone.found).toEqual([]);

    leavePage(page);

    expect(wait("p4").found).toEqual([]);
  });
});
