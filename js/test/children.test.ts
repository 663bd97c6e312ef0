import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Children } from "../src/children";
import type { Opening, PageRequest } from "../src/model";

class Manager {
  readonly models = new Map<string, Record<string, unknown>>();

  has_model(id: string): boolean {
    return this.models.has(id);
  }

  async get_model(id: string): Promise<unknown> {
    return this.models.get(id);
  }

  async _create_comm(_: string, id: string): Promise<{ comm_id: string }> {
    if (id === "refused") throw new Error("no comm");
    return { comm_id: id };
  }

  async new_model(options: Record<string, unknown>, state: Record<string, unknown>): Promise<void> {
    expect(this.models.has(String(options.model_id))).toBe(false);
    this.models.set(String(options.model_id), { ...options, state });
  }
}

let requests: PageRequest[];
let manager: Manager;
let children: Children;

/** A slot that waits for a child: what it has found, and whether it says that the child is missing. */
class Slot {
  found: unknown;
  isWanted = true;
  isMissed = false;

  constructor(id: string) {
    const miss = (): void => {
      this.isMissed = true;
    };
    void children
      .find(id, () => this.isWanted, miss)
      .then((model) => {
        this.found = model;
      });
  }
}

function opening(id: string, buffers = 0): Opening {
  const names = { _model_module: "ipyrerun", _model_module_version: "1" };
  const paths = Array.from({ length: buffers }, (_, i) => [`b${i}`]);
  return { id, state: { _model_name: "InputModel", ...names }, paths, buffers };
}

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, "error").mockImplementation(() => {});
  requests = [];
  manager = new Manager();
  children = new Children(manager as never, (request) => requests.push(request));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("what is missing at the same time is asked for at once, however many views miss it", async () => {
  for (const id of ["a", "b", "a"]) new Slot(id);
  await pass(3);

  expect(requests).toEqual([{ type: "missing", models: ["a", "b"] }]);
});

test("a child that the kernel tells of is shown at once", async () => {
  const slot = new Slot("a");
  await pass(2);

  await children.make([opening("a")], []);
  await pass(0);

  expect(slot.found).toBe(manager.models.get("a"));
});

test("a child that is told of late is shown although the page has said that it is missing", async () => {
  const slot = new Slot("a");
  await pass(20);
  expect(slot.isMissed).toBe(true);
  expect(requests).toHaveLength(2);

  await children.make([opening("a")], []);
  await pass(0);

  expect(slot.found).toBeDefined();
});

test("a page that slept asks before it says that a child is missing", async () => {
  const slot = new Slot("a");
  await pass(0.1);

  // As many timers as it likes are due, but one after the other.
  vi.setSystemTime(Date.now() + 3_600_000);
  await pass(2);

  expect(slot.isMissed).toBe(false);
  expect(requests).toHaveLength(1);
});

test("nothing is asked for while others come that are waited for, but not for ever", async () => {
  new Slot("a");
  for (let i = 0; i < 20; i += 1) {
    new Slot(`b${i}`);
    await pass(0.5);
    manager.models.set(`b${i}`, {});
  }
  expect(requests).toEqual([]);

  for (let i = 0; i < 80; i += 1) {
    new Slot(`c${i}`);
    await pass(0.5);
    manager.models.set(`c${i}`, {});
  }
  expect(requests.length).toBeGreaterThan(0);
});

test("children that are there at once keep nobody waiting", async () => {
  manager.models.set("there", {});
  new Slot("a");
  for (let i = 0; i < 10; i += 1) {
    new Slot("there");
    await pass(0.3);
  }

  expect(requests).toHaveLength(1);
});

test("a slot that is taken away stops looking", async () => {
  const slot = new Slot("a");
  await pass(1);
  slot.isWanted = false;
  await pass(60);

  expect(requests).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test("a model is made once, with its own buffers and on its comm", async () => {
  const view = (n: number) => new DataView(new Uint8Array([n]).buffer);
  const [one, two, three] = [view(1), view(2), view(3)];

  await Promise.all([
    children.make([opening("a", 1), opening("b", 2)], [one, two, three]),
    children.make([opening("a", 1)], [one]),
  ]);

  expect(manager.models.get("b")).toEqual({
    model_name: "InputModel",
    model_module: "ipyrerun",
    model_module_version: "1",
    model_id: "b",
    comm: { comm_id: "b" },
    state: { ...opening("b").state, b0: two, b1: three },
  });
});

test("a model that cannot be made costs no other one", async () => {
  await children.make([opening("refused", 1), opening("a")], [new DataView(new ArrayBuffer(1))]);
  await children.make([opening("b")], []);

  expect([...manager.models.keys()]).toEqual(["a", "b"]);
  expect(console.error).toHaveBeenCalledOnce();
});

test("a question that could not be sent is not the last one", async () => {
  let isDead = true;
  children = new Children(manager as never, (request) => {
    requests.push(request);
    if (isDead) throw new Error("the kernel is dead");
  });
  new Slot("a");
  await expect(pass(20)).rejects.toThrow("the kernel is dead");
  isDead = false;
  await pass(20);

  expect(requests).toHaveLength(2);
});
