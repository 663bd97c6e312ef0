/** From typed words to a value, by the rules of one input. */

export type Rules = {
  min?: number | null;
  max?: number | null;
  step?: number;
  integer?: boolean;
  nullable?: boolean;
};

export type Parsed = { value: number | null } | { complaint: string };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Whether the words are a number and nothing else. */
export function isPlain(words: string): boolean {
  return NUMBER.test(words.trim());
}

export function parseNumber(words: string, rules: Rules): Parsed {
  const text = words.trim().replace("\u2212", "-");
  if (text === "") return rules.nullable ? { value: null } : { complaint: "Enter a number" };
  const value = Number(text);
  if (!isPlain(text) || !Number.isFinite(value)) return { complaint: "Not a number" };
  if (rules.integer && !Number.isInteger(value)) return { complaint: "Enter a whole number" };
  return outside(value, rules) ?? { value };
}

/** The next value in a direction, inside the bounds and free of binary dust such as 0.30000000000000004. */
export function stepped(from: number | null, direction: 1 | -1, rules: Rules): number {
  const step = rules.step ?? 1;
  const low = rules.min ?? -Infinity;
  const high = rules.max ?? Infinity;
  if (from === null) return Math.min(high, Math.max(low, 0));
  const places = Math.max(placesOf(step), placesOf(from));
  const next = Number((from + direction * step).toFixed(Math.min(places, 100)));
  return Math.min(high, Math.max(low, next));
}

function outside(value: number, { min, max }: Rules): Parsed | undefined {
  const hasMin = typeof min === "number";
  const hasMax = typeof max === "number";
  if ((!hasMin || value >= min) && (!hasMax || value <= max)) return undefined;
  if (hasMin && hasMax) return { complaint: `Enter a number from ${min} to ${max}` };
  return { complaint: hasMin ? `Enter ${min} or more` : `Enter ${max} or less` };
}

function placesOf(value: number): number {
  const [digits, exponent] = String(value).split("e");
  return Math.max(0, (digits?.split(".")[1]?.length ?? 0) - Number(exponent ?? 0));
}

export type TextRules = {
  required?: boolean;
  /** A pattern that the words must match, and what to say if they do not. */
  validate?: string;
  complaint?: string;
};

/** What is wrong with the words of a text; "" if nothing is. */
export function complaintAbout(
  words: string,
  { required, validate, complaint }: TextRules,
): string {
  if (words.trim() === "") return required ? "Enter a text" : "";
  if (!validate) return "";
  try {
    if (new RegExp(validate, "us").test(words)) return "";
  } catch {
    return "The pattern to check against is no regular expression";
  }
  return complaint || "Not in the expected form";
}
