/** Days of the calendar as whole numbers since 1 January 1970, and their texts. Pure. */

export type Day = number;
export type Parts = { year: number; month: number; date: number };

const MS = 86_400_000;
const LAST_YEAR = 9999;
/** Two digits of a year mean one from 1969 to 2068, as in POSIX. */
const PIVOT = 69;

/** The day of a date, null if there is none (31 February); `month` counts from 1. */
export function dayOf(year: number, month: number, date: number): Day | null {
  const stamp = new Date(0);
  stamp.setUTCFullYear(year, month - 1, date);
  const isReal = stamp.getUTCMonth() === month - 1 && stamp.getUTCDate() === date;
  return isReal && year >= 1 && year <= LAST_YEAR ? stamp.getTime() / MS : null;
}

export function partsOf(day: Day): Parts {
  const stamp = new Date(day * MS);
  return {
    year: stamp.getUTCFullYear(),
    month: stamp.getUTCMonth() + 1,
    date: stamp.getUTCDate(),
  };
}

export function fromIso(text: string): Day {
  const [year = 1, month = 1, date = 1] = text.slice(0, 10).split("-").map(Number);
  return dayOf(year, month, date) ?? 0;
}

export function toIso(day: Day): string {
  return writeDay(day, "YYYY-MM-DD");
}

/** Today where the browser is. */
export function today(): Day {
  const now = new Date();
  return dayOf(now.getFullYear(), now.getMonth() + 1, now.getDate()) ?? 0;
}

/** Sunday is 0. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** The same date some months later, or the last of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day);
  const at = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(at / 12), (at % 12) + 1];
  for (let last = date; last > 0; last -= 1) {
    const found = dayOf(toYear, toMonth, last);
    if (found !== null) return found;
  }
  return day;
}

export type Period = { name: string; from: Day; to: Day };

/** Usual ranges up to today, for bounds that reach back far enough. */
export function periodsUntil(now: Day, low: Day, high: Day): Period[] {
  const starts: [string, Day][] = [
    ["Past week", now - 7],
    ["Past month", addMonths(now, -1)],
    ["Past 3 months", addMonths(now, -3)],
    ["Past 6 months", addMonths(now, -6)],
    ["Past year", addMonths(now, -12)],
    ["Past 2 years", addMonths(now, -24)],
  ];
  const to = Math.min(now, high);
  return starts
    .filter(([, from]) => low <= from && from <= to)
    .map(([name, from]) => ({ name, from, to }));
}

export function writeDay(day: Day, format: string): string {
  const { year, month, date } = partsOf(day);
  return format
    .replace("YYYY", pad(year, 4))
    .replace("MM", pad(month, 2))
    .replace("DD", pad(date, 2));
}

/** The day that somebody typed: in the format's order, with any separators or none; ISO order always. */
export function readDay(words: string, format: string): Day | null {
  const text = words.trim();
  const order = format.match(/YYYY|MM|DD/g) ?? [];
  const groups = /^\d{8}$/.test(text)
    ? cut(text, order)
    : /^\d{1,4}(?:\s*[\s/.-]\s*\d{1,4}){2}$/.test(text)
      ? (text.match(/\d+/g) ?? [])
      : [];
  if (groups.length !== 3) return null;
  const names = groups[0]?.length === 4 ? ["YYYY", "MM", "DD"] : order;
  const part = (name: string): string => groups[names.indexOf(name)] ?? "";
  const [year, month, date] = [part("YYYY"), part("MM"), part("DD")];
  if (year.length % 2 !== 0 || month.length > 2 || date.length > 2) return null;
  return dayOf(fullYear(year), Number(month), Number(date));
}

function cut(digits: string, order: string[]): string[] {
  let at = 0;
  return order.map((name) => {
    at += name.length;
    return digits.slice(at - name.length, at);
  });
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year < PIVOT ? 2000 + year : 1900 + year;
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

/** A date at midnight UTC, for `Intl`. */
export function stampOf(day: Day): Date {
  return new Date(day * MS);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Names as the browser's language has them, in the calendar that the numbers follow. */
export function intl(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    const common: Intl.DateTimeFormatOptions = { timeZone: "UTC", calendar: "gregory" };
    format = new Intl.DateTimeFormat(undefined, { ...common, ...options });
    formats.set(key, format);
  }
  return format;
}

type Week = { firstDay: number };
type Weeks = Intl.Locale & { getWeekInfo?(): Week; weekInfo?: Week };

/** The weekday a week begins with in the browser's locale; Sunday is 0. */
export function firstWeekday(): number {
  const tag = new Intl.DateTimeFormat().resolvedOptions().locale;
  const locale: Weeks = new Intl.Locale(tag);
  const week = locale.getWeekInfo?.() ?? locale.weekInfo;
  // A browser that does not tell: Monday, as ISO 8601 has it.
  return (week?.firstDay ?? 1) % 7;
}
