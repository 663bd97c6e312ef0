/** The page models of this browser by id: how an output of a notebook finds the page that it names. */
import type { PageModel } from "./page";

/** A page tells the outputs that show it its HTML, for their notebook to keep: `(html: string)`. */
export const STILL = "rr:still";

const models = new Map<string, PageModel[]>();
const waiting = new Set<() => void>();

export function enterPage(model: PageModel): void {
  const id = model.model_id;
  models.set(id, [...(models.get(id) ?? []), model]);
  for (const tell of [...waiting]) tell();
}

export function leavePage(model: PageModel): void {
  const others = (models.get(model.model_id) ?? []).filter((one) => one !== model);
  if (others.length > 0) models.set(model.model_id, others);
  else models.delete(model.model_id);
}

/** Call back once, when there is a page of this id; return what ends the waiting. */
export function onPage(
  id: string,
  notebook: string | undefined,
  then: (model: PageModel) => void,
): () => void {
  const look = (): void => {
    const found = choose(models.get(id) ?? [], notebook);
    if (!found) return;
    waiting.delete(look);
    then(found);
  };
  waiting.add(look);
  look();
  return () => waiting.delete(look);
}

/** Two notebooks on one kernel have a model each of every page. */
function choose(found: PageModel[], notebook: string | undefined): PageModel | undefined {
  return found.find((model) => pathOf(model) === notebook) ?? found.at(-1);
}

function pathOf(model: PageModel): string | undefined {
  return (model.widget_manager as { context?: { path?: string } }).context?.path;
}
