import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { ButtonView } from "../src/button";
import { CameraView } from "../src/camera";
import { CheckboxView } from "../src/checkbox";
import { Edits } from "../src/edits";
import { FilesModel, FilesView } from "../src/files";
import { formOf } from "../src/forms";
import { GroupView } from "../src/group";
import { InputModel } from "../src/input";
import type { InputProps } from "../src/model";
import { NumberView } from "../src/number";
import { kindOf } from "../src/outputs";
import { Patcher } from "../src/patcher";
import { RecorderView } from "../src/recorder";
import { SelectView } from "../src/select";
import { TextView } from "../src/text";
import { Tree } from "../src/tree";

type Sent = { method: string; content?: { type: string }; state?: Record<string, unknown> };
type Made = { model: InputModel; sent: Sent[]; update: (state: object) => Promise<void> };

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
let manager: object;
let page: HTMLElement;

function make(
  id: string,
  value: unknown,
  props: InputProps & Record<string, unknown>,
  Model: unknown = InputModel,
): Made {
  const sent: Sent[] = [];
  let receive: (message: unknown) => unknown = () => {};
  const comm = {
    on_msg: (callback: typeof receive) => {
      receive = callback;
    },
    on_close: () => {},
    close: () => {},
    send: (data: Sent) => String(sent.push(data)),
  };
  const options = { comm, model_id: id, widget_manager: manager };
  const model = new (Model as new (state: object, options: object) => InputModel)(
    { value, props },
    options,
  );
  const update = async (state: object): Promise<void> => {
    await receive({ content: { data: { method: "update", state } } });
    await settle();
  };
  return { model, sent, update };
}

/** Put a view of a model on the page. */
function show(View: unknown, model: InputModel): HTMLElement {
  const view = new (
    View as new (
      options: object,
    ) => { render(): void; el: HTMLElement; luminoWidget: unknown }
  )({ model, options: {} });
  view.render();
  page.append(view.el);
  return view.el;
}

const part = <E extends Element>(el: Element, selector: string): E =>
  el.querySelector<E>(selector) as E;
const clicks = (sent: Sent[]) =>
  sent.map(({ content }) => content).filter((c) => c?.type === "click");

function type(el: HTMLElement, words: string): HTMLInputElement {
  const field = part<HTMLInputElement>(el, "input");
  field.focus();
  field.value = words;
  field.dispatchEvent(new Event("input"));
  return field;
}

const enter = (field: HTMLElement): unknown =>
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));

beforeAll(() => {
  globalThis.ResizeObserver ??= class {
    observe() {}
    disconnect() {}
    unobserve() {}
  } as unknown as typeof ResizeObserver;
});
beforeEach(() => {
  manager = { callbacks: () => ({}), has_model: () => false };
  page = document.createElement("div");
  page.className = "rr-page";
  document.body.replaceChildren(page);
});

describe("an input in a form", () => {
  test("keeps what is entered to itself, and shows it in all its views", () => {
    const { model, sent } = make("a", false, { form: "f" });
    const views = [show(CheckboxView, model), show(CheckboxView, model)];
    const [one, other] = views.map((el) => part<HTMLInputElement>(el, "input"));

    one?.click();

    expect(other?.checked).toBe(true);
    expect(model.get("value")).toBe(false);
    expect(sent.filter(({ method }) => method === "update")).toEqual([]);
  });

  test("hands over once what differs, and has it as its value from then on", () => {
    const a = make("a", 1, { form: "f" });
    const b = make("b", "x", { form: "f" });
    const c = make("c", 3, { form: "g" });
    a.model.hold(2);
    b.model.hold("x");
    c.model.hold(4);

    expect(formOf(manager, "f").gather()).toEqual({ a: 2 });
    expect(formOf(manager, "f").gather()).toEqual({});
    expect(a.model.get("value")).toBe(2);
    expect(a.sent).toEqual([]);
  });

  test("loses it to what the program assigns, the same value again too, and not to another browser", async () => {
    const { model, update } = make("a", 1, { form: "f" });

    model.hold(5);
    await update({ value: 7, edit: ["other", 1] });
    expect([model.get("value"), model.shown]).toEqual([7, 5]);

    await update({ value: 7, seen: {} });
    expect(model.shown).toBe(7);
  });

  test("keeps it while its props change, and drops it when it leaves the form", async () => {
    const { model, update } = make("a", 1, { form: "f", label: "one" });
    model.hold(5);

    await update({ props: { form: "f", label: "another" } });
    expect(model.shown).toBe(5);

    await update({ props: { label: "another" } });
    expect(model.shown).toBe(1);
    expect(formOf(manager, "f").gather()).toEqual({});
  });

  test("is left out while it is disabled, and when it has gone", async () => {
    const a = make("a", 1, { form: "f", disabled: true });
    const b = make("b", 1, { form: "f" });
    a.model.hold(2);
    b.model.hold(2);

    await b.model.close(true);

    expect(formOf(manager, "f").gather()).toEqual({});
  });

  test("a value set by a link to another widget is sent at once", () => {
    const { model, sent } = make("a", 1, { form: "f" });
    model.hold(5);

    model.set("value", 3);
    model.save_changes();

    expect(sent.at(-1)?.state).toMatchObject({ value: 3 });
    expect(model.shown).toBe(3);
  });
});

describe("a form that clears", () => {
  test("shows the first values after a submit, and sends them with the next", () => {
    const { model } = make("a", "x", { form: "f", reset: "" });
    const form = formOf(manager, "f");
    model.hold("new");

    expect(form.gather()).toEqual({ a: "new" });
    expect([model.get("value"), model.shown]).toEqual(["new", ""]);
    expect(form.gather()).toEqual({ a: "" });
  });

  test("is cleared in a browser that opens the page later, and not under somebody's hands", async () => {
    const { model, update } = make("a", "x", { form: "f", reset: "" });

    model.hold("typed");
    await update({ value: "new", edit: ["other", 1], cleared: true });
    expect(model.shown).toBe("typed");

    const later = make("b", "x", { form: "f", reset: "" });
    later.model.set_state({ value: "x", edit: ["", 0], seen: {}, cleared: true });
    expect(later.model.shown).toBe("");
  });
});

describe("a submit button", () => {
  function form(props: object = {}, buttonProps: object = {}) {
    const text = make("t", "old", { form: "f", ...props });
    const button = make("s", null, { submits: "f", label: "Send", ...buttonProps });
    const el = show(TextView, text.model);
    const pressed = part<HTMLButtonElement>(show(ButtonView, button.model), "button");
    return { text, button, el, pressed };
  }

  test("sends one message with the words that are still being typed", () => {
    const { button, el, pressed } = form();
    type(el, "new");

    pressed.click();
    pressed.click();

    expect(clicks(button.sent)).toEqual([
      { type: "click", brings: { t: "new" } },
      { type: "click", brings: {} },
    ]);
  });

  test("is clicked by Enter in a field, which says so before", () => {
    const { button, el } = form();
    const field = type(el, "new");
    expect(part(el, ".rr-hint").textContent).toBe("Press Enter to submit form");

    enter(field);

    expect(clicks(button.sent)).toEqual([{ type: "click", brings: { t: "new" } }]);
  });

  test.each([[{ enter: false }], [{ disabled: true }]])(
    "%j: Enter only ends the draft",
    (props) => {
      const { text, button, el } = form({}, props);
      const field = type(el, "new");
      expect(part(el, ".rr-hint").textContent).toBe("");

      enter(field);

      expect(clicks(button.sent)).toEqual([]);
      expect([text.model.get("value"), text.model.shown]).toEqual(["old", "new"]);
    },
  );

  test("sends nothing while words make no value, and says why", () => {
    const { button, el, pressed } = form({ validate: "^[0-9]+$" });
    const field = type(el, "abc");

    enter(field);
    pressed.click();

    expect(clicks(button.sent)).toEqual([]);
    expect(part(el, ".rr-hint").textContent).toBe("Not in the expected form");
    expect(document.activeElement).toBe(field);
  });

  test("sends nothing while what is half typed is no number", () => {
    const { button, pressed } = form();
    const number = make("n", 1, { form: "f" });
    const field = type(show(NumberView, number.model), "1x");

    pressed.click();
    expect(clicks(button.sent)).toEqual([]);

    field.value = "12";
    pressed.click();
    expect(clicks(button.sent)).toEqual([{ type: "click", brings: { n: 12 } }]);
  });

  test("sends nothing while a required input is empty, until it is filled", () => {
    const { button, pressed } = form();
    const choice = make("c", null, { form: "f", required: true, options: ["x"] });
    const el = show(SelectView, choice.model);

    pressed.click();
    expect(clicks(button.sent)).toEqual([]);
    expect(part(el, ".rr-complaint").textContent).toBe("This is required");

    choice.model.hold("x");
    expect(el.querySelector(".rr-complaint")).toBeNull();
    pressed.click();
    expect(clicks(button.sent)).toEqual([{ type: "click", brings: { c: "x" } }]);
  });

  test("leads to the options of pills, not to their help, and says there what is missing", () => {
    const { pressed } = form();
    const props = { form: "f", required: true, options: ["x", "y"], html: ["x", "y"], help: "h" };
    const pills = make("p", null, props);
    const el = show(GroupView, pills.model);

    pressed.click();

    expect(document.activeElement?.textContent).toBe("x");
    const group = part(el, "[role=radiogroup]");
    const says = document.getElementById(group.getAttribute("aria-describedby") ?? "");
    expect([group.getAttribute("aria-invalid"), says?.textContent]).toEqual([
      "true",
      "This is required",
    ]);

    pills.model.hold("x");
    expect(group.hasAttribute("aria-invalid")).toBe(false);
    expect(group.hasAttribute("aria-describedby")).toBe(false);
  });

  test("keeps what else describes the field that is missing", () => {
    const { text, pressed, el } = form({ required: true, nullable: true });
    text.model.hold(null);
    const field = part(el, "input");
    const before = field.getAttribute("aria-describedby");

    pressed.click();
    pressed.click();
    const ids = (field.getAttribute("aria-describedby") ?? "").split(" ");
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(before);
    expect(document.getElementById(ids[1] ?? "")?.textContent).toBe("This is required");

    text.model.hold("x");
    expect(field.getAttribute("aria-describedby")).toBe(before);
  });

  test("opens the fold and the tab in which something is missing, and tells the kernel", async () => {
    const { pressed } = form();
    const missing = make("c", null, { form: "f", required: true, options: ["x"] });
    const el = show(SelectView, missing.model);
    const leaf = { id: "leaf", kind: "block", children: [] };
    const other = { id: "b", kind: "tab", props: { label: "b" }, children: [leaf] };
    const first = { id: "a", kind: "tab", props: { label: "a" }, children: [] };
    const tabs = { id: "t", kind: "tabs", props: { start: 0 }, children: [first, other] };
    const fold = { id: "f", kind: "fold", props: { label: "f", value: false }, children: [tabs] };
    const said: unknown[] = [];
    const edits = new Edits((request) => said.push(request));
    const tree = new Tree({ id: "main", kind: "main", children: [fold] });
    page.append(new Patcher(tree, kindOf, () => () => {}, edits).mount());
    part(page, "[role=tabpanel]:last-child").append(el);
    expect(part<HTMLElement>(page, "[role=tabpanel]:last-child").hidden).toBe(true);

    pressed.click();
    await settle();

    expect(part<HTMLDetailsElement>(page, "details").open).toBe(true);
    expect(part<HTMLElement>(page, "[role=tabpanel]:last-child").hidden).toBe(false);
    expect(document.activeElement).toBe(part(el, "input"));
    await vi.waitFor(() => expect(said).toMatchObject([{ type: "set", id: "f", value: true }]));
  });

  test("unfolds the sidebar in which something is missing", () => {
    const { pressed } = form();
    const missing = make("c", null, { form: "f", required: true, options: ["x"] });
    const props = { start: "collapsed" };
    const tree = new Tree({
      id: "root",
      kind: "root",
      children: [{ id: "side", kind: "sidebar", props, children: [] }],
    });
    page.append(new Patcher(tree, kindOf, () => () => {}, new Edits(() => {})).mount());
    const body = part<HTMLElement>(page, ".rr-sidebar-body");
    body.append(show(SelectView, missing.model));
    expect(body.hidden).toBe(true);

    pressed.click();

    expect(body.hidden).toBe(false);
  });

  test.each([
    ["files", FilesView],
    ["a camera", CameraView],
    ["a microphone", RecorderView],
  ])("says that it waits for the upload of %s", (_, View) => {
    const { button, pressed } = form();
    const input = make("u", [], { form: "f" }, FilesModel);
    const el = show(View, input.model);
    const [upload] = (input.model as FilesModel).give([{ blob: new Blob(["x"]), name: "a" }]);

    pressed.click();
    expect(clicks(button.sent)).toEqual([]);
    expect(part(el, "[role=alert]").textContent).toBe("Wait for the upload");
    expect(el.contains(document.activeElement)).toBe(true);

    (input.model as FilesModel).uploader.drop(upload?.id ?? "");
    expect(el.querySelector("[role=alert]")).toBeNull();
    pressed.click();
    expect(clicks(button.sent)).toHaveLength(1);
  });
});
