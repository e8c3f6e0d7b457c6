/**
 * Watches by which hands a page is used: a story that is told by keyboard alone may not borrow the mouse, nor have the driver do what no
 * key did. In: every page of a browser's context. Out: an error of the page for each act that no such hand could have done, so that
 * whoever listens for errors hears of it.
 *
 * Playwright's `focus`, `fill`, `check` and their like work on the page from outside: focus moves and text appears while no key is held.
 */
import type { BrowserContext, Page } from "@playwright/test";

/** The driver's own are watched by nobody: it takes pictures. */
export type Hands = "keyboard" | "mouse" | "driver";

export async function watchHands(context: BrowserContext, hands: Hands): Promise<void> {
  if (hands === "driver") return;
  await context.addInitScript(watchFilesAndAddress);
  await context.addInitScript(hands === "keyboard" ? watchKeyboard : watchMouse);
}

/** From now on the address may be typed once more. */
export async function allowAddress(page: Page): Promise<void> {
  await page.evaluate(() => {
    sessionStorage.removeItem("hands:address-may-be-typed");
  });
}

// These run in the page, before anything of its own, and see nothing of this file.

function watchKeyboard(): void {
  let held = 0;
  // Past the last element the browser itself has the focus, and gives it back to the first in its own time.
  let tabWaits = false;
  let byPage = 0;
  const tell = (what: string, { target }: Event): void => {
    const where = target instanceof Element ? target.outerHTML.slice(0, 160) : "the page";
    reportError(new Error(`Not by the keyboard: ${what}, at ${where}`));
  };
  for (const type of ["pointerdown", "pointermove", "mousedown", "wheel", "touchstart", "dragenter", "drop"])
    addEventListener(type, (event) => tell(type, event), { capture: true, passive: true });
  addEventListener(
    "keydown",
    ({ key }) => {
      held += 1;
      tabWaits = key === "Tab";
    },
    true,
  );
  // What the key does when it is let go of, such as a tick by Space, comes right after this. It may have been pressed on the page before.
  addEventListener("keyup", () => setTimeout(() => (held = Math.max(held - 1, 0))), true);
  // The page itself moves the focus, into what opens and back.
  for (const { prototype } of [HTMLElement, SVGElement]) {
    const move = Reflect.get(prototype, "focus");
    Reflect.set(prototype, "focus", function focus(this: Element, ...given: unknown[]) {
      byPage += 1;
      try {
        Reflect.apply(move, this, given);
      } finally {
        byPage -= 1;
      }
    });
  }
  addEventListener(
    "focusin",
    (event) => {
      if (held === 0 && byPage === 0 && !tabWaits) tell("focus that no key moved", event);
      tabWaits = false;
    },
    true,
  );
  addEventListener(
    "input",
    (event) => {
      // The driver's keyboard is American: other letters come without a key.
      const foreign = event instanceof InputEvent && /^[^\p{ASCII}]$/u.test(event.data ?? "");
      const isFile = event.target instanceof HTMLInputElement && event.target.type === "file";
      if (held === 0 && !foreign && !isFile) tell("text that no key wrote", event);
    },
    true,
  );
}

function watchMouse(): void {
  addEventListener(
    "keydown",
    ({ key }) => {
      if (/^(?:Tab|Enter|Arrow.*|Home|End|Page.*|F\d+)$/.test(key)) reportError(new Error(`Not by the mouse: ${key}`));
    },
    true,
  );
}

function watchFilesAndAddress(): void {
  // A file comes by its button, which presses the field.
  const asked = new Set<EventTarget | null>();
  const isFile = ({ target }: Event): boolean => target instanceof HTMLInputElement && target.type === "file";
  addEventListener("click", (event) => isFile(event) && asked.add(event.target), true);
  addEventListener(
    "change",
    (event) => {
      if (isFile(event) && !asked.delete(event.target)) reportError(new Error("A file that no button asked for"));
    },
    true,
  );
  const KEY = "hands:address-may-be-typed";
  const [loaded] = performance.getEntriesByType("navigation");
  const typed = loaded instanceof PerformanceNavigationTiming && loaded.type === "navigate";
  if (!location.protocol.startsWith("http")) return;
  if (typed && sessionStorage.getItem(KEY) === "no") reportError(new Error(`A typed address: ${location.href}`));
  sessionStorage.setItem(KEY, "no");
  // A link or a button that leads to another document; an address that is typed tells the page nothing.
  navigation.addEventListener("navigate", () => {
    sessionStorage.setItem(KEY, "yes");
  });
}
