/** Formulas: the kernel writes TeX, KaTeX sets it. */

type Katex = typeof import("./katex").katex;

/** Those that need KaTeX wait for it once; from then on they are set as soon as they are there. */
let katex: Katex | undefined;
let coming: Promise<Katex> | undefined;

/** Set the formulas in markup that has just been written; until KaTeX is there they are read as TeX. */
export function setFormulas(el: HTMLElement): void {
  const formulas = [...el.querySelectorAll<HTMLElement>(".rr-math[data-tex]")];
  if (formulas.length === 0) return;
  if (katex) {
    for (const one of formulas) setFormula(one, katex);
    return;
  }
  coming ??= import("./katex").then((chunk) => {
    katex = chunk.katex;
    return katex;
  });
  coming.then(
    (loaded) => {
      for (const one of formulas) setFormula(one, loaded);
    },
    // The server is gone, or has another version: the TeX stays, and the next formula asks again.
    (error) => {
      console.error(error);
      coming = undefined;
    },
  );
}

function setFormula(el: HTMLElement, loaded: Katex): void {
  loaded.render(el.dataset.tex ?? "", el, {
    displayMode: el.classList.contains("rr-display"),
    throwOnError: false,
    errorColor: "var(--rr-bad)",
    strict: "ignore",
    trust: false,
    maxSize: 50,
  });
  el.classList.add("rr-set");
}
