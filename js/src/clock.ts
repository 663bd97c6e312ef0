/** Times of the day as whole seconds since midnight, and their texts. Pure. */
import { intl, pad } from "./days";

export type HourFormat = "24h" | "12h" | "localized";

const DAY = 86_400;
const TYPED = /^(\d{1,2})(?:[:.h]?(\d{2}))?(?:[:.]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?$/i;

/** The value of a wire text, "08:45" or "08:45:30". */
export function fromClock(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(":").map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}

export function toClock(seconds: number, withSeconds: boolean): string {
  const text = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}`;
  return withSeconds ? `${text}:${pad(seconds % 60, 2)}` : text;
}

export function writeTime(seconds: number, format: HourFormat, withSeconds: boolean): string {
  if (format === "24h") return toClock(seconds, withSeconds);
  if (format === "localized") return localized(withSeconds).format(new Date(seconds * 1000));
  const hours = Math.floor(seconds / 3600);
  const shown = toClock(seconds, withSeconds).slice(2);
  return `${pad(hours % 12 || 12, 2)}${shown} ${hours < 12 ? "AM" : "PM"}`;
}

/** The time that somebody typed: 8:45, 845, 8, 8pm, 8:45 PM, 20.45, 08:45:30. */
export function readTime(words: string, withSeconds: boolean): number | null {
  const match = TYPED.exec(plain(words));
  if (!match) return null;
  const [, hour, minute = "0", second = "0", half] = match;
  const isHalved = half !== undefined;
  let hours = Number(hour);
  if (isHalved && (hours < 1 || hours > 12)) return null;
  if (isHalved) hours = (hours % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  const [minutes, seconds] = [Number(minute), withSeconds ? Number(second) : 0];
  const isTime = hours < 24 && minutes < 60 && Number(second) < 60;
  return isTime ? hours * 3600 + minutes * 60 + seconds : null;
}

/** All times of a day at a step [s]. */
export function timesAt(step: number): number[] {
  return Array.from({ length: Math.ceil(DAY / step) }, (_, i) => i * step);
}

function localized(withSeconds: boolean): Intl.DateTimeFormat {
  const second = withSeconds ? ({ second: "2-digit" } as const) : {};
  return intl({ hour: "2-digit", minute: "2-digit", ...second });
}

/** Words with the halves of the day as AM and PM, whatever this locale calls them. */
function plain(words: string): string {
  let text = words.normalize("NFKC").trim();
  for (const [hour, name] of [
    [0, "AM"],
    [12, "PM"],
  ] as const) {
    const parts = localized(false).formatToParts(new Date(hour * 3_600_000));
    const period = parts.find((part) => part.type === "dayPeriod")?.value;
    if (period && text.includes(period)) text = `${text.replace(period, "").trim()} ${name}`;
  }
  return text;
}
