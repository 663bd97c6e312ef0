/** What a browser says of itself (`st.context`), and the address that it shows (`st.query_params`). */
import { isVoila } from "./voila";

export type Client = {
  timezone: string;
  timezone_offset: number;
  locale: string;
  /** Without query and fragment. */
  url: string;
  theme: "light" | "dark";
  is_embedded: boolean;
};

export function describeClient(): Client {
  const { origin, pathname } = window.location;
  return {
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    timezone_offset: new Date().getTimezoneOffset(),
    locale: navigator.language,
    url: origin + pathname,
    theme: document.body.dataset.jpThemeLight === "false" ? "dark" : "light",
    is_embedded: window.self !== window.top,
  };
}

/** The query of a dashboard; a notebook's address is the notebook's own. */
export function queryShown(): string | undefined {
  return isVoila() ? window.location.search.replace(/^\?/, "") : undefined;
}

/** The query that the address showed last: steps in the history that leave it alone lead within a page. */
let known = "";

/** Show a dashboard's query in its address; only another page is a step in the history, unless it answers one. */
export function showQuery(query: string, isReturn = false): void {
  if (!isVoila()) return;
  const { pathname, hash, search } = window.location;
  const wanted = query ? `?${query}` : "";
  if (wanted === search) return;
  const isTurned = pageIn(wanted) !== pageIn(search);
  const move = isTurned && !isReturn ? "pushState" : "replaceState";
  window.history[move](window.history.state, "", pathname + wanted + hash);
  known = window.location.search;
}

/** The page of an app that a dashboard's address names. */
function pageIn(query: string): string | null {
  return new URLSearchParams(query).get("page");
}

/** Call back when the visitor of a dashboard goes back or forth; return what ends that. */
export function watchHistory(then: (page: string | null, query: string) => void): () => void {
  const tell = (): void => {
    if (window.location.search === known) return;
    known = window.location.search;
    const params = new URLSearchParams(window.location.search);
    params.delete("page");
    then(pageIn(window.location.search), params.toString());
  };
  known = window.location.search;
  if (isVoila()) window.addEventListener("popstate", tell);
  return () => window.removeEventListener("popstate", tell);
}

/** Call back when the theme changes; return what ends that. */
export function watchTheme(then: () => void): () => void {
  const observer = new MutationObserver(then);
  observer.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  return () => observer.disconnect();
}
