/** The entry point that JupyterLab, Notebook and Voila load; everything else comes when a page is shown. */
import { type ExportMap, IJupyterWidgetRegistry } from "@jupyter-widgets/base";
import { VERSION } from "./version";

const plugin = {
  id: "ipyrerun:plugin",
  description: "Shows the pages of %%rerun cells",
  requires: [IJupyterWidgetRegistry],
  autoStart: true,
  activate: (_app: unknown, registry: IJupyterWidgetRegistry): void => {
    registry.registerWidget({
      name: "ipyrerun",
      version: VERSION,
      exports: async () => (await import("./index")) as unknown as ExportMap,
    });
  },
};

export default plugin;
