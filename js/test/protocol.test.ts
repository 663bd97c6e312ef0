import { beforeEach, describe, expect, test, vi } from "vitest";
import { InputModel } from "../src/input";
import type { Node, Op, PageMessage } from "../src/model";
import { PageModel } from "../src/page";

type Sent = { method: string; content?: unknown; state?: Record<string, unknown> };

/** A comm that keeps what was sent and can play the kernel. */
class FakeComm {
  sent: Sent[] = [];
  private receive: (message: unknown) => unknown = () => {};

  on_msg(callback: (message: unknown) => unknown): void {
    this.receive = callback;
  }
  on_close(): void {}
  close(): void {}
  send(data: Sent): string {
    this.sent.push(data);
    return String(this.sent.length);
  }

  get requests(): unknown[] {
    return this.sent.filter((data) => data.method === "custom").map((data) => data.content);
  }

  async say(content: PageMessage): Promise<void> {
    await this.receive({ content: { data: { method: "custom", content } } });
    await settle();
  }

  async update(state: Record<string, unknown>): Promise<void> {
    await this.receive({ content: { data: { method: "update", state } } });
    await settle();
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

type Model = new (attributes: object, options: object) => PageModel & InputModel;

function make<T>(Class: unknown, attributes: object): { model: T; comm: FakeComm } {
  const comm = new FakeComm();
  const widget_manager = { callbacks: () => ({}), has_model: () => false };
  const model = new (Class as Model)(attributes, { comm, model_id: "m", widget_manager });
  return { model: model as T, comm };
}

const leaf = (id: string): Node => ({ id, kind: "text", props: { text: id } });
const root = (...children: Node[]): Node => ({ id: "root", kind: "root", children });
const insert = (id: string): Op => ["insert", "root", null, leaf(id)];

describe("PageModel", () => {
  let model: PageModel;
  let comm: FakeComm;
  const ids = () => model.tree.root.children?.map((child) => child.id);
  const patch = (base: number, seq: number, ...ops: Op[]): PageMessage => ({
    type: "patch",
    epoch: "e",
    base,
    seq,
    ops,
  });

  beforeEach(async () => {
    ({ model, comm } = make<PageModel>(PageModel, { epoch: "e", seq: 1, tree: root(leaf("a")) }));
    await settle();
  });

  test("says hello when it is ready", () => {
    expect(comm.requests).toMatchObject([{ type: "hello", epoch: "e", seq: 1 }]);
  });

  test("applies a patch that follows, and ignores one that it has had", async () => {
    await comm.say(patch(1, 2, insert("b")));
    await comm.say(patch(1, 2, insert("b")));

    expect(ids()).toEqual(["a", "b"]);
    expect(model.get("seq")).toBe(2);
    expect(comm.requests).toHaveLength(1);
  });

  test("asks once over a gap, and takes up what came meanwhile", async () => {
    await comm.say(patch(2, 3, insert("c")));
    await comm.say(patch(3, 4, insert("d")));
    expect(comm.requests).toHaveLength(2);
    expect(ids()).toEqual(["a"]);

    await comm.say({
      type: "state",
      epoch: "e",
      seq: 2,
      tree: root(leaf("a"), leaf("b")),
      status: { running: false },
    });

    expect(ids()).toEqual(["a", "b", "c", "d"]);
    expect(model.get("seq")).toBe(4);
  });

  test("a state update of the traits is a whole page too, and patches queue behind it", async () => {
    const updated = comm.update({ seq: 5, tree: root(leaf("x")) });
    await comm.say(patch(5, 6, insert("y")));
    await updated;

    expect(ids()).toEqual(["x", "y"]);
  });

  test("a patch that does not fit makes it ask for the whole page", async () => {
    const complaint = vi.spyOn(console, "error").mockImplementation(() => {});
    await comm.say(patch(1, 2, ["remove", "nobody"]));

    expect(comm.requests.at(-1)).toMatchObject({ type: "hello", epoch: "e", seq: -1 });
    expect(complaint).toHaveBeenCalled();
    complaint.mockRestore();
  });

  test("a view that throws costs neither the messages behind it nor the traits", async () => {
    const complaint = vi.spyOn(console, "error").mockImplementation(() => {});
    model.once("rr:tree", () => {
      throw new Error("a view's fault");
    });
    await comm.say(patch(1, 2, insert("b")));
    await comm.say(patch(2, 3, insert("c")));
    await comm.update({ status: { running: true } });

    expect(ids()).toEqual(["a", "b", "c"]);
    expect(model.status).toEqual({ running: true });
    expect(complaint).toHaveBeenCalledTimes(1);
    complaint.mockRestore();
  });

  test("a page of another epoch replaces this one", async () => {
    await comm.say({
      type: "state",
      epoch: "f",
      seq: 0,
      tree: root(leaf("z")),
      status: { running: false },
    });

    expect(ids()).toEqual(["z"]);
    expect(model.get("epoch")).toBe("f");
  });

  test("only a page that is shown answers the roll-call", async () => {
    await comm.say({ type: "roll-call" });
    expect(comm.requests).toHaveLength(1);

    model.count(1);
    await comm.say({ type: "roll-call" });

    expect(comm.requests.at(-1)).toEqual({ type: "here" });
  });

  test("a page without views says so after two seconds, unless one comes back", () => {
    vi.useFakeTimers();
    model.count(1);
    model.count(-1);
    vi.advanceTimersByTime(1900);
    model.count(1);
    vi.advanceTimersByTime(5000);
    expect(comm.requests).toHaveLength(1);

    model.count(-1);
    vi.advanceTimersByTime(2000);

    expect(comm.requests.at(-1)).toEqual({ type: "gone" });
    vi.useRealTimers();
  });

  test("patches are in what a saved notebook keeps, and are never sent back", async () => {
    await comm.say(patch(1, 2, insert("b")));
    model.save_changes();

    expect((model.get_state().tree as Node).children).toHaveLength(2);
    expect(comm.sent.filter((data) => data.method === "update")).toEqual([]);
  });
});

describe("InputModel", () => {
  test("each way to set the value counts as an edit and goes out with its number", () => {
    const { model, comm } = make<InputModel>(InputModel, { value: 1 });

    model.set("value", 2);
    model.save_changes();

    const [sent] = comm.sent as [Required<Sent>];
    const [client, n] = sent.state.edit as [string, number];
    expect(sent.state.value).toBe(2);
    expect([typeof client, n]).toEqual(["string", 1]);
  });

  test("a value that the kernel wrote before it saw the newest edit is dropped", async () => {
    const { model, comm } = make<InputModel>(InputModel, { value: 1 });
    model.set("value", 2);
    const [client] = model.get("edit") as [string, number];

    await comm.update({ value: 9, seen: { [client]: 0 } });
    expect(model.get("value")).toBe(2);
    await comm.update({ value: 9, seen: { [client]: 1 } });

    expect(model.get("value")).toBe(9);
    expect(model.get("edit")).toEqual([client, 1]);
  });
});
