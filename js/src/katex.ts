/** KaTeX with its fonts, as a chunk of its own. */
import "../lib/katex.css";

export { default as katex } from "katex";
