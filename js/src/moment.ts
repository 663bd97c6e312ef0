/** Moments on a slider, written the way `format=` asks: in the tokens of Moment.js, or by a preset's name. */
import { intl, pad } from "./days";

/** What a slider is over. */
export type MomentKind = "date" | "time" | "datetime";

const USUAL: Record<MomentKind, string> = {
  date: "YYYY-MM-DD",
  time: "HH:mm",
  datetime: "YYYY-MM-DD",
};
const DAY = 86_400_000;
const TOKENS =
  /\[([^\]]*)\]|\\(.)|[Hh]mm(?:ss)?|Mo|M{1,4}|Do|DDDo|D{1,4}|d{2,4}|do?|Qo?|YYYY|YY|Y|GGGG|GG|gggg|gg|Wo|WW?|wo|ww?|[eEaA]|hh?|HH?|kk?|mm?|ss?|S{1,9}|[xX]|zz?|ZZ?|LTS|LT|L{1,4}|l{1,4}/g;

/**
 * Write a moment.
 *
 * `micros` is what its wall clock would show in UTC [µs since 1970]; `offset` says by how many minutes that
 * clock is ahead of UTC, by default as this browser's own.
 */
export function formatMoment(
  micros: number,
  format: string | null | undefined,
  kind: MomentKind,
  offset?: number,
): string {
  const at = new Date(Math.floor(micros / 1000));
  switch (format) {
    case "localized":
      return localized(kind).format(at);
    case "distance":
      return distance(at.getTime() - wallNow(offset));
    case "calendar":
      return inCalendar(at, wallNow(offset), kind);
    case "iso8601":
      return iso(at, kind);
    default:
      return byTokens(at, format ?? USUAL[kind]);
  }
}

function localized(kind: MomentKind): Intl.DateTimeFormat {
  const day: Intl.DateTimeFormatOptions = kind === "time" ? {} : { dateStyle: "medium" };
  return intl(kind === "date" ? day : { ...day, timeStyle: "medium" });
}

/** What a wall clock shows now, as if it were UTC [ms]. */
function wallNow(offset?: number): number {
  const now = Date.now();
  return now + (offset ?? -new Date(now).getTimezoneOffset()) * 60_000;
}

function iso(at: Date, kind: MomentKind): string {
  const text = at.toISOString();
  return kind === "date" ? text.slice(0, 10) : kind === "time" ? text.slice(11) : text;
}

// From here on the next unit reads better: 45 minutes are "1 hour", as in Moment.js.
const STEPS: [limit: number, length: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [45_000, 1000, "second"],
  [45 * 60_000, 60_000, "minute"],
  [22 * 3_600_000, 3_600_000, "hour"],
  [26 * DAY, DAY, "day"],
  [320 * DAY, 30.44 * DAY, "month"],
  [Infinity, 365.25 * DAY, "year"],
];

function distance(gap: number): string {
  const step = STEPS.find(([limit]) => Math.abs(gap) < limit);
  const [, length, unit] = step ?? [0, DAY, "day"];
  const count = Math.round(gap / length) || (gap < 0 ? -1 : 1);
  return new Intl.RelativeTimeFormat().format(count, unit);
}

function inCalendar(at: Date, now: number, kind: MomentKind): string {
  const days = Math.floor(at.getTime() / DAY) - Math.floor(now / DAY);
  if (Math.abs(days) > 6) return intl({ dateStyle: "short" }).format(at);
  const near = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(days, "day");
  const name = Math.abs(days) < 2 ? near : intl({ weekday: "long" }).format(at);
  const first = name.charAt(0).toLocaleUpperCase() + name.slice(1);
  return kind === "date" ? first : `${first} ${intl({ timeStyle: "short" }).format(at)}`;
}

function byTokens(at: Date, format: string): string {
  return format.replace(TOKENS, (token, quoted?: string, escaped?: string) => {
    if (quoted !== undefined) return quoted;
    if (escaped !== undefined) return escaped;
    return TOKEN[token]?.(at) ?? fraction(token, at) ?? token;
  });
}

type Write = (at: Date) => string;

const hours = (at: Date): number => at.getUTCHours();
const twelve = (at: Date): number => hours(at) % 12 || 12;
const minutes: Write = (at) => pad(at.getUTCMinutes(), 2);
const seconds: Write = (at) => pad(at.getUTCSeconds(), 2);
const month = (at: Date): number => at.getUTCMonth() + 1;
const quarter = (at: Date): number => Math.ceil(month(at) / 3);
const dayOfYear = (at: Date): number =>
  Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0)) / DAY) + 1;
const isoWeekday = (at: Date): number => at.getUTCDay() || 7;

/** The year and the number of a week that begins with `first`; its day `decides` says to which year it belongs. */
function weekOf(at: Date, first: number, decides: number): [year: number, week: number] {
  const since = (at.getUTCDay() - first + 7) % 7;
  const decisive = new Date(at.getTime() + (decides - since) * DAY);
  return [decisive.getUTCFullYear(), Math.ceil(dayOfYear(decisive) / 7)];
}

/** Weeks from Sunday; the first one holds 1 January. */
const usWeek = (at: Date): [number, number] => weekOf(at, 0, 6);
/** Weeks from Monday; the first one holds 4 January. */
const isoWeekOf = (at: Date): [number, number] => weekOf(at, 1, 3);

const named =
  (options: Intl.DateTimeFormatOptions): Write =>
  (at) =>
    intl(options).format(at);

function ordinal(value: number): string {
  const isEnglish = new Intl.DateTimeFormat().resolvedOptions().locale.startsWith("en");
  if (!isEnglish) return String(value);
  const rule = new Intl.PluralRules("en", { type: "ordinal" }).select(value);
  const suffixes: Record<string, string> = { one: "st", two: "nd", few: "rd" };
  return `${value}${suffixes[rule] ?? "th"}`;
}

function fraction(token: string, at: Date): string | undefined {
  if (!token.startsWith("S")) return undefined;
  return pad(at.getUTCMilliseconds(), 3).padEnd(9, "0").slice(0, token.length);
}

const number =
  (value: (at: Date) => number, width = 1): Write =>
  (at) =>
    pad(value(at), width);
const nth =
  (value: (at: Date) => number): Write =>
  (at) =>
    ordinal(value(at));

const year = (at: Date): number => at.getUTCFullYear();
const date = (at: Date): number => at.getUTCDate();
const sundayWeek = (at: Date): number => usWeek(at)[1];
const isoWeek = (at: Date): number => isoWeekOf(at)[1];

const TOKEN: Record<string, Write> = {
  Y: number(year),
  YY: (at) => pad(year(at) % 100, 2),
  YYYY: number(year, 4),
  Q: number(quarter),
  Qo: nth(quarter),
  M: number(month),
  Mo: nth(month),
  MM: number(month, 2),
  MMM: named({ month: "short" }),
  MMMM: named({ month: "long" }),
  D: number(date),
  Do: nth(date),
  DD: number(date, 2),
  DDD: number(dayOfYear),
  DDDo: nth(dayOfYear),
  DDDD: number(dayOfYear, 3),
  d: number((at) => at.getUTCDay()),
  do: nth((at) => at.getUTCDay()),
  dd: (at) => named({ weekday: "short" })(at).slice(0, 2),
  ddd: named({ weekday: "short" }),
  dddd: named({ weekday: "long" }),
  e: number((at) => at.getUTCDay()),
  E: number(isoWeekday),
  w: number(sundayWeek),
  wo: nth(sundayWeek),
  ww: number(sundayWeek, 2),
  W: number(isoWeek),
  Wo: nth(isoWeek),
  WW: number(isoWeek, 2),
  gg: (at) => pad(usWeek(at)[0] % 100, 2),
  gggg: (at) => pad(usWeek(at)[0], 4),
  GG: (at) => pad(isoWeekOf(at)[0] % 100, 2),
  GGGG: (at) => pad(isoWeekOf(at)[0], 4),
  A: (at) => (hours(at) < 12 ? "AM" : "PM"),
  a: (at) => (hours(at) < 12 ? "am" : "pm"),
  H: number(hours),
  HH: number(hours, 2),
  h: number(twelve),
  hh: number(twelve, 2),
  k: number((at) => hours(at) || 24),
  kk: number((at) => hours(at) || 24, 2),
  m: number((at) => at.getUTCMinutes()),
  mm: minutes,
  s: number((at) => at.getUTCSeconds()),
  ss: seconds,
  hmm: (at) => `${twelve(at)}${minutes(at)}`,
  hmmss: (at) => `${twelve(at)}${minutes(at)}${seconds(at)}`,
  Hmm: (at) => `${hours(at)}${minutes(at)}`,
  Hmmss: (at) => `${hours(at)}${minutes(at)}${seconds(at)}`,
  x: number((at) => at.getTime()),
  X: number((at) => Math.floor(at.getTime() / 1000)),
  z: () => "UTC",
  zz: () => "UTC",
  Z: () => "+00:00",
  ZZ: () => "+0000",
  LT: named({ timeStyle: "short" }),
  LTS: named({ timeStyle: "medium" }),
  L: named({ year: "numeric", month: "2-digit", day: "2-digit" }),
  LL: named({ dateStyle: "long" }),
  LLL: named({ dateStyle: "long", timeStyle: "short" }),
  LLLL: named({ dateStyle: "full", timeStyle: "short" }),
  l: named({ year: "numeric", month: "numeric", day: "numeric" }),
  ll: named({ dateStyle: "medium" }),
  lll: named({ dateStyle: "medium", timeStyle: "short" }),
  llll: named({
    weekday: "short",
    month: "short",
    day: "numeric",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
  }),
};
