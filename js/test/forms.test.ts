import { beforeEach, describe, expect, test } from "vitest";
import { ButtonView } from "../src/button";
import { CheckboxView } from "../src/checkbox";
import { formOf } from "../src/forms";
import { InputModel } from "../src/input";
import type { InputProps } from "../src/model";
import { NumberView } from "../src/number";
import { SelectView } from "../src/select";
import { TextView } from "../src/text";

type Sent = { method: string; content?: { type: string }; state?: Record<string, unknown> };
type Made = { model: InputModel; sent: Sent[]; update: (state: object) => Promise<void> };

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
let manager: object;
let page: HTMLElement;

function make(id: string, value: unknown, props: InputProps & Record<string, unknown>): Made {
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
  const model = new (InputModel as never as new (state: object, options: object) => InputModel)(
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
});
