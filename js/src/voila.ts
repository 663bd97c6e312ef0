/** What a page adds to a Voila dashboard around it: its width and its title. */

export function isVoila(): boolean {
  return document.body.dataset.voila !== undefined;
}

/** Widen the dashboard (`%%rerun --wide`); the template knows what that means. */
export function widen(isWide: boolean): void {
  if (isWide && isVoila()) document.body.dataset.rrWide = "";
}

/** Name the dashboard after the page's first top heading, unless the notebook itself says what it is called. */
export function entitle(page: HTMLElement): void {
  if (!isVoila() || document.body.dataset.rrTitle !== "file") return;
  const first = document.querySelector(".rr-page .rr-heading-1");
  if (!first || !page.contains(first)) return;
  const title = first.textContent?.trim();
  if (title && document.title !== title) document.title = title;
}
