import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Missing } from "../src/missing";
import type { Opening, PageRequest } from "../src/model";

class Manager {
  readonly made = new Map<string, Record<string, unknown>>();
  readonly connected: string[] = [];

  has_model(id: string): boolean {
    return this.made.has(id);
  }

  async _create_comm(_: string, id: string): Promise<{ comm_id: string }> {
    if (id === "refused") throw new Error("no comm");
    this.connected.push(id);
    return { comm_id: id };
  }

  async new_model(options: Record<string, unknown>, state: Record<string, unknown>): Promise<void> {
    this.made.set(String(options.model_id), { ...options, state });
  }
}

const requests: PageRequest[] = [];
let manager: Manager;
let missing: Missing;

function opening(id: string, buffers = 0): Opening {
  const names = { _model_module: "ipyrerun", _model_module_version: "1" };
  const paths = Array.from({ length: buffers }, (_, i) => [`b${i}`]);
  return { id, state: { _model_name: "InputModel", ...names }, paths, buffers };
}

beforeEach(() => {
  vi.useFakeTimers();
  requests.length = 0;
  manager = new Manager();
  missing = new Missing(manager as never, (request) => requests.push(request));
});
afterEach(() => vi.useRealTimers());

test("what is missing at the same time is asked for at once, however many views miss it", () => {
  missing.ask("a");
  missing.ask("b");
  missing.ask("a");
  vi.advanceTimersByTime(200);
  missing.ask("c");
  vi.advanceTimersByTime(200);

  expect(requests).toEqual([
    { type: "missing", models: ["a", "b"] },
    { type: "missing", models: ["c"] },
  ]);
});

test("a model is made once, with its own buffers and on its comm", async () => {
  const view = (n: number) => new DataView(new Uint8Array([n]).buffer);
  const [one, two, three] = [view(1), view(2), view(3)];

  await Promise.all([
    missing.make([opening("a", 1), opening("b", 2)], [one, two, three]),
    missing.make([opening("a", 1)], [one]),
  ]);

  expect(manager.connected).toEqual(["a", "b"]);
  expect(manager.made.get("b")).toEqual({
    model_name: "InputModel",
    model_module: "ipyrerun",
    model_module_version: "1",
    model_id: "b",
    comm: { comm_id: "b" },
    state: { ...opening("b").state, b0: two, b1: three },
  });
});

test("a model that cannot be made does not cost what is told later", async () => {
  await expect(missing.make([opening("refused")], [])).rejects.toThrow("no comm");
  await missing.make([opening("a")], []);

  expect(manager.connected).toEqual(["a"]);
});
