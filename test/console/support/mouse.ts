/**
 * Files drawn from the desktop and dropped on a page, as the browser itself hands them on. In: where, and which. Out: they are dropped.
 */
import type { Locator, Page } from "@playwright/test";

export async function drop(page: Page, place: Locator, ...files: readonly string[]): Promise<void> {
  await place.scrollIntoViewIfNeeded();
  const box = await place.boundingBox();
  if (box === null) throw new Error("The place to drop files on is not seen.");
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, ...at, data });
  await session.detach();
}
