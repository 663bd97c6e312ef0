/** What a page adds to a Voila dashboard around it: its width and its title. */

export function isVoila(): boolean {
  return document.body.dataset.voila !== undefined;
}

/** The pages that want the whole width. */
const wide = new Set<HTMLElement>();

/** Widen the dashboard if one of its pages wants that; the template knows what it means. */
export function widen(page: HTMLElement, isWide: boolean): void {
  if (!isVoila()) return;
  if (isWide) wide.add(page);
  else wide.delete(page);
  if (wide.size > 0) document.body.dataset.rrWide = "";
  else delete document.body.dataset.rrWide;
}

/** Name the dashboard: as the script says, else after the page's first top heading unless the notebook says what it is called. */
export function entitle(page: HTMLElement, given?: string): void {
  if (!isVoila()) return;
  if (given) named = page;
  else if (named?.isConnected || document.body.dataset.rrTitle !== "file") return;
  const title = given ?? headingOf(page);
  if (title && document.title !== title) document.title = title;
}

/** The page whose script has said what the dashboard is called. */
let named: HTMLElement | undefined;

function headingOf(page: HTMLElement): string | undefined {
  const first = document.querySelector(".rr-page .rr-heading-1");
  return first && page.contains(first) ? first.textContent?.trim() : undefined;
}

/** Give the dashboard's window an icon. */
export function setIcon(address: unknown): void {
  if (!isVoila() || typeof address !== "string") return;
  const links = document.head.querySelectorAll<HTMLLinkElement>("link[rel~=icon]");
  const link = links[0] ?? document.head.appendChild(document.createElement("link"));
  for (const other of [...links].slice(1)) other.remove();
  if (link.getAttribute("href") === address) return;
  link.rel = "icon";
  link.removeAttribute("type");
  link.href = address;
}
