/** Rows as lists of values by position: a table may have two columns of one name. */
import { readTable } from "./arrow";

export function toTuples(bytes: unknown): unknown[][] {
  const table = readTable(bytes);
  if (!table) return [];
  const columns = table.names.map((_, i) => table.getChildAt(i).toArray() as ArrayLike<unknown>);
  return Array.from({ length: table.numRows }, (_, row) => columns.map((column) => column[row]));
}
