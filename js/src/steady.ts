/** How far a hand moves a pointer without meaning to [px]. */
const TREMOR = 5;

/**
 * Have a press count although its element moved away under the resting pointer before it was let go.
 *
 * Pressing a button takes the focus from the field before, which then may say less or more than it did,
 * or have the script rerun; the browser makes no click of a press that ends beside the element it began on.
 */
export function holdSteady(el: HTMLElement): void {
  el.addEventListener("pointerdown", (down) => {
    if (down.button !== 0) return;
    const end = (up: PointerEvent): void => {
      if (up.pointerId !== down.pointerId) return;
      el.ownerDocument.removeEventListener("pointerup", end, true);
      el.ownerDocument.removeEventListener("pointercancel", end, true);
      // Not `target`: seen from the document, that is the host of a shadow root around the page.
      const isElsewhere = !up.composedPath().includes(el);
      const hasRested =
        Math.abs(up.clientX - down.clientX) < TREMOR &&
        Math.abs(up.clientY - down.clientY) < TREMOR;
      if (up.type === "pointerup" && isElsewhere && hasRested && el.isConnected) el.click();
    };
    el.ownerDocument.addEventListener("pointerup", end, true);
    el.ownerDocument.addEventListener("pointercancel", end, true);
  });
}
