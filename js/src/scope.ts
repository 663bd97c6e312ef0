/** Style sheets of a script's own HTML: their rules apply below one element, and to nothing else of the host's page. */

const POSITIONS = new Set(["", "static", "relative", "absolute", "sticky"]);

let counter = 0;

/** The style sheets of one view, in force for what `scope` selects. */
export class Sheets {
  private css: unknown;
  private sheet: CSSStyleSheet | undefined;

  constructor(private readonly scope: string) {}

  /** Take this text of CSS in place of the last one. */
  apply(css: unknown): void {
    if (css === this.css) return;
    this.dispose();
    this.css = css;
    this.sheet = typeof css === "string" ? scoped(css, this.scope) : undefined;
    if (this.sheet) document.adoptedStyleSheets.push(this.sheet);
  }

  dispose(): void {
    const { sheet } = this;
    if (sheet)
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    this.sheet = undefined;
    this.css = undefined;
  }
}

/** The browser's own parser reads the text first: a rule that it has read cannot close the scope around it. */
function scoped(css: string, scope: string): CSSStyleSheet | undefined {
  const given = new CSSStyleSheet();
  // `@import` is not honoured here, so nothing is loaded by it.
  given.replaceSync(css);
  const sheet = new CSSStyleSheet();
  try {
    sheet.insertRule(`@scope (${scope}) {}`);
  } catch (error) {
    // A browser that cannot limit a style sheet gets none.
    if (error instanceof DOMException) return undefined;
    throw error;
  }
  const group = sheet.cssRules[0] as CSSGroupingRule;
  counter += 1;
  const names = renameKeyframes(given, sheet, `rr-own-${counter}-`);
  for (const rule of given.cssRules) {
    tame(rule, names);
    if (rule instanceof CSSStyleRule || rule instanceof CSSGroupingRule) add(group, rule.cssText);
  }
  return sheet;
}

function add(group: CSSGroupingRule, text: string): void {
  try {
    group.insertRule(text, group.cssRules.length);
  } catch (error) {
    // What cannot stand inside a scope (`@font-face`, `@page`) would be the host's as well.
    if (!(error instanceof DOMException)) throw error;
  }
}

/** Names of animations belong to the whole document: each gets one of its own. */
function renameKeyframes(
  given: CSSStyleSheet,
  sheet: CSSStyleSheet,
  prefix: string,
): Map<string, string> {
  const names = new Map<string, string>();
  for (const rule of given.cssRules) {
    if (!(rule instanceof CSSKeyframesRule)) continue;
    names.set(rule.name, prefix + rule.name);
    rule.name = prefix + rule.name;
    sheet.insertRule(rule.cssText, sheet.cssRules.length);
  }
  return names;
}

/** Follow renamed animations, and keep what is positioned from leaving the page. */
function tame(rule: CSSRule, names: Map<string, string>): void {
  if (rule instanceof CSSStyleRule) {
    const { style } = rule;
    if (!POSITIONS.has(style.position)) style.removeProperty("position");
    if (style.animationName)
      style.animationName = style.animationName
        .split(", ")
        .map((name) => names.get(name) ?? name)
        .join(", ");
  }
  if ("cssRules" in rule) for (const inner of rule.cssRules as CSSRuleList) tame(inner, names);
}
