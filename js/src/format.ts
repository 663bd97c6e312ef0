/** Writes numbers the way `format=` asks: a printf pattern or the name of a preset. */

const PRINTF =
  /%(?<flags>[-+ 0#,]*)(?<width>\d+)?(?:\.(?<precision>\d+))?(?<verb>[dsifeEgGxXouc%])/g;

type Preset = (value: number) => string;

const intl =
  (options: Intl.NumberFormatOptions): Preset =>
  (value) =>
    new Intl.NumberFormat(undefined, options).format(value);

const currency = (code: string): Preset =>
  intl({ style: "currency", currency: code, currencyDisplay: "narrowSymbol" });

const PRESETS: Record<string, Preset> = {
  plain: (value) => String(value),
  localized: intl({ maximumFractionDigits: 20 }),
  percent: intl({ style: "percent", maximumFractionDigits: 2 }),
  dollar: currency("USD"),
  euro: currency("EUR"),
  yen: currency("JPY"),
  compact: intl({ notation: "compact" }),
  scientific: intl({ notation: "scientific" }),
  engineering: intl({ notation: "engineering" }),
  accounting: (value) => {
    const digits = intl({ minimumFractionDigits: 2, maximumFractionDigits: 2 })(Math.abs(value));
    return value < 0 ? `(${digits})` : digits;
  },
  bytes: (value) => {
    const units = ["B", "KB", "MB", "GB", "TB", "PB"];
    const power = Math.min(
      units.length - 1,
      Math.max(0, Math.floor(Math.log10(Math.abs(value) || 1) / 3)),
    );
    return `${Number((value / 1000 ** power).toFixed(1))}${units[power]}`;
  },
};

/** Write `value` by `format`; without a format, by the number of decimals that `step` has. */
export function formatNumber(value: number, format?: string | null, step?: number): string {
  if (!format) return step === undefined ? String(value) : value.toFixed(decimals(step, value));
  const preset = PRESETS[format];
  return preset ? preset(value) : sprintf(format, value);
}

function decimals(step: number, value: number): number {
  return Math.min(20, Math.max(decimalsOf(step), Math.min(decimalsOf(value), 6)));
}

function decimalsOf(value: number): number {
  const [digits, exponent] = String(value).split("e");
  const after = digits?.split(".")[1]?.length ?? 0;
  return Math.max(0, after - Number(exponent ?? 0));
}

export function sprintf(format: string, value: number): string {
  return format.replace(PRINTF, (...parts) => {
    const { flags, width, precision, verb } = parts.at(-1) as Record<string, string | undefined>;
    if (verb === "%") return "%";
    const body = digitsOf(Math.abs(value), verb ?? "s", precision);
    const grouped = flags?.includes(",") ? group(body) : body;
    const isNegative = value < 0 || Object.is(value, -0);
    const sign = isNegative ? "-" : flags?.includes("+") ? "+" : flags?.includes(" ") ? " " : "";
    return pad(sign, grouped, Number(width ?? 0), flags ?? "");
  });
}

function digitsOf(value: number, verb: string, precision: string | undefined): string {
  const places = precision === undefined ? 6 : Number(precision);
  switch (verb) {
    case "d":
    case "i":
    case "u":
      return String(Math.trunc(value));
    case "f":
      return value.toFixed(Math.min(places, 100));
    case "e":
    case "E": {
      const text = value.toExponential(places).replace(/e([+-])(\d)$/, "e$10$2");
      return verb === "E" ? text.toUpperCase() : text;
    }
    case "g":
    case "G":
      return general(value, places || 1);
    case "x":
      return Math.trunc(value).toString(16);
    case "X":
      return Math.trunc(value).toString(16).toUpperCase();
    case "o":
      return Math.trunc(value).toString(8);
    default:
      return String(value);
  }
}

function general(value: number, places: number): string {
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(value));
  if (exponent < -4 || exponent >= places)
    return value
      .toExponential(places - 1)
      .replace(/\.?0+e/, "e")
      .replace(/e([+-])(\d)$/, "e$10$2");
  return String(Number(value.toPrecision(places)));
}

function group(digits: string): string {
  const [whole = "", rest] = digits.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}

function pad(sign: string, body: string, width: number, flags: string): string {
  const missing = Math.max(0, width - sign.length - body.length);
  if (flags.includes("-")) return `${sign}${body}${" ".repeat(missing)}`;
  if (flags.includes("0")) return `${sign}${"0".repeat(missing)}${body}`;
  return `${" ".repeat(missing)}${sign}${body}`;
}
