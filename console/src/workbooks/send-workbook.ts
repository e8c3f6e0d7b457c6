/**
 * The one place that knows how a workbook gets to the server: straight, or past it to a place where it is scanned for malware first; the server
 * says which. In: a file. Out: what it says and would change; nothing of it is in force.
 */
import { ApiProblem, NO_ANSWER, problemOf } from "../api/api-problem.ts";
import { act } from "../api/client.ts";
import type { Answer } from "../api/routes.ts";

export type Upload = Answer<"get", "/uploads/{id}">;

/** What the server takes at most: a larger file is told of before it is sent. */
export const MOST_BYTES = 10 * 1024 * 1024;

const PAUSE_MS = 5_000;
/** Two minutes: a scan takes seconds, and what was too much in a minute is not in the next. */
const TRIES = 24;
const AGAIN = ["upload-scan-running", "too-many-requests"];

export async function sendWorkbook(file: File): Promise<Upload> {
  const to = await patiently(() => act("post", "/upload-places"));
  const key = crypto.randomUUID();
  const { place } = to;
  if (place === null) return patiently(() => act("post", "/uploads", { file }, key));
  const form = new FormData();
  for (const [name, value] of Object.entries(to.fields)) form.set(name, value);
  form.set("file", file);
  const sent = await fetch(to.url, { method: "POST", body: form, credentials: "omit" }).catch(() => null);
  if (sent?.ok !== true) throw new ApiProblem(NO_ANSWER);
  const body = { name: file.name };
  return patiently(() => act("post", "/upload-places/{place}", { params: { place }, body }, key));
}

/** What is not possible yet is tried again in a moment, as the same act. */
async function patiently<T>(send: () => Promise<T>, tries: number = TRIES): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (tries <= 1 || !AGAIN.includes(problemOf(error).code)) throw error;
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE_MS);
    });
    return patiently(send, tries - 1);
  }
}
