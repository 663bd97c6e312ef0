/** Every model and view that the kernel may name. Heavy views are chunks of their own, loaded when first drawn. */
import "../src/theme.css";
import "../src/outputs.css";
import "../src/inputs.css";

export { ButtonView } from "./button";
export { CheckboxView } from "./checkbox";
export { InputModel } from "./input";
export { NumberView } from "./number";
export { PageModel, PageView } from "./page";
export { SelectView } from "./select";
export { SliderView } from "./slider";
export { TextView } from "./text";
