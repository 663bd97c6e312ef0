/** The page models of this browser by id: how an output of a notebook finds the page that it names. */
import type { PageModel } from "./page";

/** Tells the outputs that show a page that its `still` is new, for their notebook to keep. */
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
  notebook: () => string | undefined,
  then: (model: PageModel) => void,
): () => void {
  const look = (): void => {
    const open = (models.get(id) ?? []).filter((model) => isOpen(model.widget_manager));
    models.set(id, open);
    const found = choose(open, notebook());
    if (!found) return;
    waiting.delete(look);
    then(found);
  };
  waiting.add(look);
  look();
  return () => waiting.delete(look);
}

/** Whether a notebook is still open, as far as the host's widget manager can tell; a closed one leaves its models behind. */
export function isOpen(manager: unknown): boolean {
  const { isDisposed, context } = manager as {
    isDisposed?: boolean;
    context?: { isDisposed?: boolean };
  };
  return !isDisposed && !context?.isDisposed;
}

/** Where two notebooks on one kernel have a widget manager each, both have a model of every page. */
function choose(found: PageModel[], notebook: string | undefined): PageModel | undefined {
  return found.find((model) => pathOf(model) === notebook) ?? found.at(-1);
}

function pathOf(model: PageModel): string | undefined {
  return (model.widget_manager as { context?: { path?: string } }).context?.path;
}
