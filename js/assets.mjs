/** Writes what the build needs and no package has as it is: the icons for the kernel, KaTeX's style sheet. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const HERE = new URL("./", import.meta.url);
const SYMBOLS = new URL("node_modules/@material-symbols/svg-400/", HERE);
const DRAWING = /^<svg [^>]*viewBox="0 -960 960 960"><path d="([^"]+)"\/><\/svg>$/;

function read(path, from = HERE) {
  return readFileSync(new URL(path, from), "utf8");
}

/** A line per icon, sorted by name, after the licence that has to travel with them. */
function icons() {
  const lines = readdirSync(new URL("rounded/", SYMBOLS))
    .filter((file) => file.endsWith(".svg") && !file.endsWith("-fill.svg"))
    .map((file) => {
      const path = read(`rounded/${file}`, SYMBOLS).trim().match(DRAWING)?.[1];
      if (path === undefined) throw new Error(`${file} is not one path on the usual grid`);
      return `${file.slice(0, -".svg".length)}\t${path}`;
    });
  const nameOf = (line) => line.split("\t", 1)[0];
  const known = new Set(lines.map(nameOf));
  const more = read("icons.tsv").split("\n").slice(1, -1);
  lines.push(...more.filter((line) => !known.has(nameOf(line))));
  return `Material Symbols by Google\n${read("LICENSE", SYMBOLS)}\n${lines.sort().join("\n")}\n`;
}

/** Every browser that runs JupyterLab reads woff2: the other formats would only make the package larger. */
function formulas() {
  const css = read("node_modules/katex/dist/katex.min.css")
    .replace(/,url\([^)]+\) format\("(?:woff|truetype)"\)/g, "")
    .replaceAll("url(fonts/", "url(../node_modules/katex/dist/fonts/");
  if (/\.(?:woff|ttf)\)/.test(css)) throw new Error("KaTeX's style sheet is not as it was");
  return css;
}

writeFileSync(new URL("../ipyrerun/icons.txt", HERE), icons());
mkdirSync(new URL("lib/", HERE), { recursive: true });
writeFileSync(new URL("lib/katex.css", HERE), formulas());
