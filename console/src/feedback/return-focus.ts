/**
 * Gives the focus back to where it was before a panel came, when the panel goes: who works by keyboard goes on from there. Where there was
 * none, as when an address opened the panel, or it is gone meanwhile, the page gets it.
 * For panels that are taken out of the page as soon as they are closed; one that stays in it does so by itself.
 */
import { useEffect } from "react";

export function useReturnFocus(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      // After the panel's own trap has let go.
      setTimeout(() => {
        const isThere = before instanceof HTMLElement && before !== document.body && before.isConnected;
        const to = isThere ? before : document.getElementById("page");
        to?.focus({ preventScroll: true });
      });
    };
  }, []);
}

/** Focus that was lost with its element goes to the page, not to the head of the document with all the navigation. */
export function keepFocusOnPage(): void {
  if (document.activeElement === document.body) document.getElementById("page")?.focus({ preventScroll: true });
}
