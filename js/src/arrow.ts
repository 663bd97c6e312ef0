/** Reads the tables that the kernel sends as Arrow IPC streams. */
import { type Table, Type, tableFromIPC } from "@uwdata/flechette";

export type { Table };

/** Read a table, times as milliseconds. Null stands for a table that has no bytes. */
export function readTable(bytes: unknown): Table | null {
  const view = asBytes(bytes);
  if (!view || view.byteLength === 0) return null;
  return tableFromIPC(view, { useBigInt: true });
}

type Convert = (value: unknown) => unknown;

/** Values as vega takes them: 64-bit integers become numbers, at the cost of digits beyond 2^53. */
export function toRows(table: Table | null): Record<string, unknown>[] {
  if (!table) return [];
  const names = table.names.map(String);
  const columns = names.map((_, i) => table.getChildAt(i).toArray() as ArrayLike<unknown>);
  const converts = table.schema.fields.map(({ type }) =>
    isWallClock(type) ? fromWallClock : fromBigInt,
  );
  return Array.from({ length: table.numRows }, (_, r) => {
    const row: Record<string, unknown> = {};
    for (let c = 0; c < names.length; c += 1)
      row[names[c] as string] = (converts[c] as Convert)(columns[c]?.[r]);
    return row;
  });
}

const fromBigInt: Convert = (value) => (typeof value === "bigint" ? Number(value) : value);

/** Vega writes times in the reader's zone: a time without a zone must be the same hour there. */
const fromWallClock: Convert = (value) =>
  typeof value === "number" ? value + new Date(value).getTimezoneOffset() * 60_000 : value;

function isWallClock(type: { typeId: number; timezone?: string | null }): boolean {
  return type.typeId === Type.Date || (type.typeId === Type.Timestamp && !type.timezone);
}

function asBytes(bytes: unknown): Uint8Array | null {
  if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes);
  if (ArrayBuffer.isView(bytes))
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return null;
}
