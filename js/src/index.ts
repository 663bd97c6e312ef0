/** Every model and view that the kernel may name. Heavy libraries are chunks of their own, loaded when first drawn. */
import "../src/theme.css";
import "../src/outputs.css";
import "../src/inputs.css";
import "../src/choices.css";
import "../src/dates.css";
import "../src/markup.css";
import "../src/shown.css";
import "../src/rich.css";

export { AreaView } from "./area";
export { ButtonView } from "./button";
export { ChartView } from "./chart";
export { CheckboxView } from "./checkbox";
export { ColourView } from "./colour";
export { DateView } from "./date";
export { DateTimeView } from "./datetime";
export { GridView } from "./grid";
export { InputModel } from "./input";
export { MultiselectView } from "./multiselect";
export { NumberView } from "./number";
export { PageModel, PageView } from "./page";
export { RadioView } from "./radio";
export { SelectView } from "./select";
export { ChartModel, GridModel } from "./shown";
export { SliderView } from "./slider";
export { TextView } from "./text";
export { TimeView } from "./time";
