/**
 * Gives the focus back to where it was before a panel came, when the panel goes: who works by keyboard goes on from there.
 * For panels that are taken out of the page as soon as they are closed; one that stays in it does so by itself. What had the focus may be
 * gone meanwhile, as a button is when its act is done: then the page itself has it, and the next Tab goes to the first control of the page.
 */
import { useEffect } from "react";

export function useReturnFocus(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      // After the panel's own trap has let go.
      setTimeout(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
        keepFocusOnPage();
      });
    };
  }, []);
}

/** Focus that was lost with its element goes to the page, not to the head of the document with all the navigation. */
export function keepFocusOnPage(): void {
  if (document.activeElement === document.body) document.getElementById("page")?.focus({ preventScroll: true });
}
