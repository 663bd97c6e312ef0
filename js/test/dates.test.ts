import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromClock, readTime, timesAt, toClock, writeTime } from "../src/clock";
import {
  addMonths,
  type Day,
  dayOf,
  fromIso,
  periodsUntil,
  readDay,
  toIso,
  weekdayOf,
  writeDay,
} from "../src/days";
import { formatMoment } from "../src/moment";

const FORMATS = ["/", ".", "-"].flatMap((mark) =>
  ["YYYY-MM-DD", "DD-MM-YYYY", "MM-DD-YYYY"].map((order) => order.replaceAll("-", mark)),
);
const days = fc.integer({ min: fromIso("0001-01-01"), max: fromIso("9999-12-31") });
const day = (text: string): Day => fromIso(text);

test("a day comes back from its text, in every format", () => {
  fc.assert(
    fc.property(days, fc.constantFrom(...FORMATS), (one, format) => {
      expect(readDay(writeDay(one, format), format)).toBe(one);
      expect(readDay(toIso(one), format)).toBe(one);
      expect(readDay(writeDay(one, format).replace(/\D/g, ""), format)).toBe(one);
    }),
  );
});

test("a day agrees with the browser's own calendar", () => {
  fc.assert(
    fc.property(days, (one) => {
      const stamp = new Date(`${toIso(one)}T00:00:00Z`);
      expect(stamp.getTime()).toBe(one * 86_400_000);
      expect(weekdayOf(one)).toBe(stamp.getUTCDay());
    }),
  );
});

describe("readDay", () => {
  test.each([
    ["5.3.2025", "DD.MM.YYYY", "2025-03-05"],
    ["5/3/25", "DD.MM.YYYY", "2025-03-05"],
    ["5/3/25", "MM/DD/YYYY", "2025-05-03"],
    [" 2025 - 3 - 5 ", "DD/MM/YYYY", "2025-03-05"],
    ["05032025", "DD.MM.YYYY", "2025-03-05"],
    ["1.1.69", "DD.MM.YYYY", "1969-01-01"],
  ])("%s as %s is %s", (words, format, iso) => {
    expect(readDay(words, format)).toBe(day(iso));
  });

  test.each(["", "31.2.2025", "5.3", "1.2.3.4", "0.1.2025", "five", "1.1.0000", "1/1/123"])(
    "%j is no day",
    (words) => {
      expect(readDay(words, "DD.MM.YYYY")).toBeNull();
    },
  );
});

test("months are added to the last day of a shorter month at most", () => {
  expect(toIso(addMonths(day("2024-01-31"), 1))).toBe("2024-02-29");
  expect(toIso(addMonths(day("2024-02-29"), 12))).toBe("2025-02-28");
  expect(toIso(addMonths(day("2024-01-15"), -1))).toBe("2023-12-15");
  expect(toIso(addMonths(day("9999-12-15"), 1))).toBe("9999-12-15");
  expect(dayOf(2025, 2, 29)).toBeNull();
});

test("periods end today and stay in the bounds", () => {
  const now = day("2025-03-31");
  const names = (low: string, high: string) =>
    periodsUntil(now, day(low), day(high)).map(({ name, from, to }) => [
      name,
      toIso(from),
      toIso(to),
    ]);

  expect(names("2025-02-01", "2030-01-01")).toEqual([
    ["Past week", "2025-03-24", "2025-03-31"],
    ["Past month", "2025-02-28", "2025-03-31"],
  ]);
  expect(names("2025-02-01", "2025-03-26")[0]).toEqual(["Past week", "2025-03-24", "2025-03-26"]);
  expect(names("2026-01-01", "2030-01-01")).toEqual([]);
});

describe("times", () => {
  test("a time comes back from its text, in every format", () => {
    const formats = fc.constantFrom("24h", "12h", "localized" as const);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399 }), formats, (seconds, format) => {
        const words = writeTime(seconds, format as "24h", true);
        expect(readTime(words, true)).toBe(seconds);
        expect(fromClock(toClock(seconds, true))).toBe(seconds);
      }),
    );
  });

  test.each([
    ["8", "08:00"],
    ["845", "08:45"],
    ["20.45", "20:45"],
    ["8pm", "20:00"],
    ["12 am", "00:00"],
    ["12:30 p.m.", "12:30"],
    ["08:45:30", "08:45"],
  ])("%s is %s", (words, text) => {
    expect(toClock(readTime(words, false) ?? -1, false)).toBe(text);
  });

  test.each(["", "25", "8:60", "13pm", "0am", "noon", "1:2"])("%j is no time", (words) => {
    expect(readTime(words, false)).toBeNull();
  });

  test("a day has its times at a step, the last one before midnight", () => {
    expect(timesAt(3600 * 7).map((seconds) => toClock(seconds, false))).toEqual([
      "00:00",
      "07:00",
      "14:00",
      "21:00",
    ]);
    expect(writeTime(0, "12h", false)).toBe("12:00 AM");
    expect(writeTime(20 * 3600 + 300, "12h", false)).toBe("08:05 PM");
  });
});

describe("formatMoment", () => {
  const at = Date.UTC(2020, 0, 5, 21, 7, 9, 45) * 1000;

  test.each([
    ["MM/DD/YY - hh:mm", "01/05/20 - 09:07"],
    ["ddd ha", "Sun 9pm"],
    ["dddd, MMMM Do YYYY", "Sunday, January 5th 2020"],
    ["D.M.YYYY H:mm:ss.SSS", "5.1.2020 21:07:09.045"],
    ["[Week] w, [ISO week] W [of] GGGG, Q", "Week 2, ISO week 1 of 2020, 1"],
    ["DDDD \\a A a kk", "005 a PM pm 21"],
    ["X", String(at / 1e6 - 0.045)],
    ["iso8601", "2020-01-05T21:07:09.045Z"],
    [undefined, "2020-01-05"],
  ])("%s", (format, words) => {
    expect(formatMoment(at, format, "datetime")).toBe(words);
  });

  test("the end of a year may be in the first week of the next", () => {
    const last = Date.UTC(2019, 11, 31) * 1000;

    expect(formatMoment(last, "GGGG-[W]WW gggg-ww", "date")).toBe("2020-W01 2020-01");
    expect(formatMoment(Date.UTC(2021, 0, 3) * 1000, "GGGG-[W]WW", "date")).toBe("2020-W53");
  });

  test("a time and a date have presets of their own", () => {
    expect(formatMoment(at, null, "time")).toBe("21:07");
    expect(formatMoment(at, "iso8601", "time")).toBe("21:07:09.045Z");
    expect(formatMoment(at, "iso8601", "date")).toBe("2020-01-05");
    expect(formatMoment(at, "localized", "date")).toBe("Jan 5, 2020");
  });

  test("distances are told from the slider's own clock", () => {
    const now = Date.now() * 1000;
    const hours = 3_600_000_000;

    expect(formatMoment(now + 2 * hours + 1e6, "distance", "datetime", 0)).toBe("in 2 hours");
    expect(formatMoment(now, "distance", "datetime", 120)).toBe("2 hours ago");
    expect(formatMoment(now - 400 * 24 * hours, "distance", "datetime", 0)).toBe("1 year ago");
    expect(formatMoment(now - 24 * hours, "calendar", "date", 0)).toBe("Yesterday");
    expect(formatMoment(now - 24 * hours, "calendar", "datetime", 0)).toMatch(/^Yesterday \d/);
  });
});
