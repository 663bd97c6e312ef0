/** Every model and view that the kernel may name. Heavy views are chunks of their own, loaded when first drawn. */
import "../src/theme.css";
import "../src/outputs.css";
import "../src/inputs.css";

export { InputModel } from "./input";
export { PageModel, PageView } from "./page";
export { SliderView } from "./slider";
