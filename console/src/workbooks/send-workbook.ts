/**
 * The one place that knows how a workbook gets to the server. In: a file. Out: what it says and would change; nothing of it is in force.
 */
import { act } from "../api/client.ts";
import type { Answer } from "../api/routes.ts";

export type Upload = Answer<"get", "/uploads/{id}">;

/** What the server takes at most: a larger file is told of before it is sent. */
export const MOST_BYTES = 10 * 1024 * 1024;

export function sendWorkbook(file: File): Promise<Upload> {
  return act("post", "/uploads", { file });
}
