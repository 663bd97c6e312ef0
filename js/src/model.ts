/** The whole contract between kernel and browser (docs/architecture.md, section 3), as types. */

import type { Client } from "./client";

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Props = Record<string, unknown>;

export type Node = {
  id: string;
  /** Names the view. */
  kind: string;
  props?: Props;
  /** `IPY_MODEL_<id>`, exactly for kind "widget". */
  model?: string;
  /** Exactly for blocks. */
  children?: Node[];
};

export type Op =
  | ["insert", parent: string, before: string | null, node: Node]
  | ["remove", id: string]
  | ["move", id: string, parent: string, before: string | null]
  | ["props", id: string, set: Props, unset: string[]]
  | ["append", id: string, prop: string, text: string];

export type Status = {
  running: boolean;
  stopping?: boolean;
  note?: string;
  /** The notebook's variables that have changed since the last run. */
  outdated?: string[];
  /** Whether there is a cache to clear. */
  caches?: boolean;
};

/** Index ranges, per block, of the children that the run under way has not reached yet. */
export type Stale = Record<string, [from: number, to: number][]>;

export type Patch = {
  type: "patch";
  epoch: string;
  base: number;
  seq: number;
  ops: Op[];
  stale?: Stale;
};

export type State = { type: "state"; epoch: string; seq: number; tree: Node; status: Status };

/** Kernel to page. */
export type PageMessage =
  | Patch
  | State
  | { type: "status"; status: Status; seq: number }
  | { type: "ack"; epoch: string; seq: number }
  | { type: "still"; html: string }
  | { type: "roll-call" }
  | { type: "address"; query: string; returns?: boolean }
  | { type: "models"; models: Opening[] }
  | { type: "closed" };

/** What the model of a child is made of, where the message that opened it was lost. */
export type Opening = {
  id: string;
  state: { [name: string]: Json };
  paths: (string | number)[][];
  /** How many of the message's buffers are its own. */
  buffers: number;
};

/** Page to kernel. */
export type PageRequest =
  | { type: "hello"; epoch: string; seq: number; client: Client; query?: string }
  | { type: "client"; client: Client }
  | { type: "stop" }
  | { type: "rerun" }
  | { type: "clear-caches" }
  | { type: "clear-state" }
  | { type: "set"; id: string; value: Json; edit: Edit }
  | { type: "missing"; models: string[] }
  | { type: "gone" }
  | { type: "here" };

/** Width and height of any element [px if a number]. */
export type Extent = "stretch" | "content" | number;

export type Visibility = "visible" | "hidden" | "collapsed";

/** What every input's `props` may hold. Fields called `html` in the contract are sanitised by the kernel. */
export type InputProps = {
  label?: string;
  label_visibility?: Visibility;
  help?: string;
  disabled?: boolean;
  width?: Extent;
  /** html */
  icon?: string;
  placeholder?: string;
  /** A form cannot be submitted while the input is empty. */
  required?: boolean;
  /** The form that the input waits for. */
  form?: string;
  /** What the input shows again once that was submitted. */
  reset?: Json;
  /** The form that the button submits, and whether Enter does so too. */
  submits?: string;
  enter?: false;
};

/**
 * Input to kernel, as messages: everything that must not be merged with another, or has no value. The button of a
 * form brings the values of the form's inputs along, by model.
 */
export type InputRequest =
  | { type: "hello" }
  | { type: "click"; value?: Json; brings?: Record<string, Json> }
  | { type: "fetch"; ask: string; have?: string }
  | { type: "more"; ask: string; start: number }
  | UploadRequest
  | { type: "recall"; id: string };

/** Files on their way to the kernel; a piece comes with its bytes. */
export type UploadRequest =
  | { type: "upload"; id: string; name: string; mime: string; size: number }
  | { type: "piece"; id: string; offset: number }
  | { type: "finish"; id: string; digest: string }
  | { type: "drop"; id: string; cut?: string };

/** Kernel to the views of an input that takes files. */
export type UploadMessage =
  | { type: "received"; id: string; size: number }
  | { type: "uploaded"; id: string }
  | { type: "failed"; id: string; name?: string; why: string; again: boolean }
  | { type: "cut"; names: string[] }
  | { type: "content"; id: string };

/** What is known of a file that has arrived. */
export type Ticket = { id: string; name: string; size: number; type: string };

/** Kernel to a button that hands over a file. */
export type FileMessage =
  | { type: "file"; ask: string; name: string; mime: string; digest: string; size: number }
  | { type: "piece"; ask: string; start: number }
  | { type: "failed"; ask: string; words: string };

/** What looks like a button. */
export type PressProps = InputProps & {
  type?: "primary" | "secondary" | "tertiary";
  icon_position?: "left" | "right";
  shortcut?: string;
  wrap?: boolean;
};

/** `[client, n]`: which browser model made the n-th of its edits. */
export type Edit = [client: string, n: number];

/** Per client, the last edit the kernel had seen when it wrote a value. */
export type Seen = Record<string, number>;

export type GridColumn = { name: string; title: string; type: string; align?: string };

export type GridProps = {
  columns: GridColumn[];
  rows: number;
  /** Number of leading columns that are the table's index. */
  index?: number;
  width?: Extent;
  height?: Extent;
  row_height?: number;
  alt?: string;
};

export type Sort = [column: string, direction: "asc" | "desc"][];

export type RowsRequest = { type: "rows"; ask: number; start: number; stop: number; sort: Sort };

export type RowsAnswer = { type: "rows"; ask: number; start: number; rows: number };

export type ChartProps = {
  spec: Record<string, unknown>;
  width?: Extent;
  height?: Extent;
  /** Null for Vega's own colours. */
  theme?: null;
  alt?: string;
};

/** Something with an address, or one of the model's blobs. */
export type MediaSource = {
  url?: string;
  blob?: number;
  mime?: string;
  digest?: string;
  name?: string;
};

export type PictureItem = MediaSource & {
  size?: [width: number, height: number];
  /** html */
  caption?: string;
  alt?: string;
};

export type MediaProps = Props & {
  kind: string;
  width?: Extent;
  height?: Extent;
  alt?: string;
  items?: PictureItem[];
  /** The width of each of several pictures [px]. */
  each?: number;
  link?: string;
  source?: MediaSource;
  /** The address of another player, to be framed. */
  frame?: string;
  tracks?: (MediaSource & { label: string })[];
  start?: number;
  end?: number;
  loop?: boolean;
  autoplay?: boolean;
  muted?: boolean;
};
