/** How values of a table are written in its cells. */
import type { GridColumn } from "./model";

export type CellKind = "number" | "boolean" | "datetime" | "date" | "time" | "text";

/** What a column holds, by the name of its type in Arrow, pandas or plain words. */
export function cellKind(column: GridColumn): CellKind {
  const type = column.type.toLowerCase();
  if (/^bool/.test(type)) return "boolean";
  if (/^(datetime|timestamp)/.test(type)) return "datetime";
  if (/^date/.test(type)) return "date";
  if (/^time(32|64|\b)/.test(type)) return "time";
  if (/^(u?int|float|double|half|decimal|number)/.test(type)) return "number";
  return "text";
}

/** The words for a value; null for one that is missing. */
export function cellWords(value: unknown, kind: CellKind, zone: string | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" && Number.isNaN(value)) return null;
  switch (kind) {
    case "number":
      return typeof value === "number" ? numberWords(value) : String(value);
    case "boolean":
      return value ? "\u2713" : "\u2013";
    case "datetime":
      return typeof value === "number" ? momentWords(value, zone) : String(value);
    case "date":
      return typeof value === "number" ? new Date(value).toISOString().slice(0, 10) : String(value);
    default:
      return textWords(value);
  }
}

/** The time zone in a type's name, such as "timestamp[ns, tz=Europe/Berlin]". */
export function zoneOf(type: string): string | undefined {
  return type.match(/tz=([^\],]+)/)?.[1] ?? type.match(/^datetime64\[\w+, ([^\]]+)\]/)?.[1];
}

function numberWords(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1e15 || size < 1e-4 ? value.toPrecision(5) : String(Number(value.toFixed(4)));
}

function momentWords(value: number, zone: string | undefined): string {
  if (zone) {
    try {
      return new Date(value).toLocaleString("sv-SE", { timeZone: zone });
    } catch (error) {
      // A zone that this browser does not know (a fixed offset, an alias): the moment is shown in UTC.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  const [day, time = ""] = new Date(value).toISOString().split("T");
  const clock = time.replace("Z", "").replace(/\.000$/, "");
  return clock === "00:00:00" ? `${day}` : `${day} ${clock}`;
}

function textWords(value: unknown): string {
  if (typeof value !== "object") return String(value);
  return JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? Number(inner) : inner));
}
