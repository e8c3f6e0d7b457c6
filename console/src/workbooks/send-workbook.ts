/**
 * The one place that knows how a workbook gets to the server: straight, or past it to a place where it is scanned for malware first; the server
 * says which. In: a file. Out: what it says and would change; nothing of it is in force. What is lost on the way is sent again as the same act.
 */
import { ApiProblem, NO_ANSWER, problemOf, type ProblemDocument } from "../api/api-problem.ts";
import { act } from "../api/client.ts";
import type { Answer } from "../api/routes.ts";

export type Upload = Answer<"get", "/uploads/{id}">;
export type UploadPlace = Answer<"post", "/upload-places">;

/** What the server takes at most: a larger file is told of before it is sent. */
export const MOST_BYTES = 10 * 1024 * 1024;

const PAUSE_MS = 5_000;
/** Two minutes: a scan takes seconds, and what was too much in a minute is not in the next. */
const TRIES = 24;
const AGAIN = ["upload-scan-running", "too-many-requests"];
/** Each to a place of its own: one that has expired takes nothing more. */
const SENDINGS = 3;

export const BODY_TOO_LARGE: ProblemDocument = {
  ...NO_ANSWER,
  status: 413,
  code: "body-too-large",
  detail: "The file is larger than the server takes.",
};
export const PLACE_REFUSED: ProblemDocument = {
  ...NO_ANSWER,
  status: 409,
  code: "upload-place-refused",
  detail: "The place that workbooks are sent to did not take the file.",
};

/** How far a file is. `scanning`: sent, and known to the server by its place. */
export type SendStep = { readonly step: "sending" | "reading" } | { readonly step: "scanning"; readonly place: string };

export interface Sending {
  readonly onStep?: (step: SendStep) => void;
  /** How it waits; a clock, but for tests. */
  readonly pause?: (ms: number) => Promise<void>;
}

function byClock(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

export async function sendWorkbook(file: File, { onStep, pause = byClock }: Sending = {}): Promise<Upload> {
  const to = await askForPlace(file, pause);
  if (to.place === null) {
    onStep?.({ step: "reading" });
    const key = crypto.randomUUID();
    return patiently(() => act("post", "/uploads", { file }, key), pause);
  }
  onStep?.({ step: "sending" });
  const place = await sendToPlace(file, to, pause);
  onStep?.({ step: "scanning", place });
  return askOn(place, file.name, pause);
}

/** What was sent to a place is read as soon as its scan is done. */
export function askOn(place: string, name: string, pause: Sending["pause"] = byClock): Promise<Upload> {
  const key = crypto.randomUUID();
  return patiently(() => act("post", "/upload-places/{place}", { params: { place }, body: { name } }, key), pause);
}

async function askForPlace(file: File, pause: (ms: number) => Promise<void>): Promise<UploadPlace> {
  const to = await patiently(() => act("post", "/upload-places"), pause);
  if (file.size > to.mostBytes) throw new ApiProblem(BODY_TOO_LARGE);
  return to;
}

/** @returns the place that has it */
async function sendToPlace(
  file: File,
  to: UploadPlace,
  pause: (ms: number) => Promise<void>,
  sendings: number = SENDINGS,
): Promise<string> {
  const problem = await post(file, to);
  if (problem === null) return to.place ?? "";
  const isLost = problem.code === NO_ANSWER.code || problem.status === 403 || problem.status >= 500;
  if (!isLost || sendings <= 1) throw new ApiProblem(problem);
  await pause(PAUSE_MS);
  return sendToPlace(file, await askForPlace(file, pause), pause, sendings - 1);
}

/** Null when the place has it. The file is the last part: what stands after it is not read. */
async function post(file: File, { url, fields }: UploadPlace): Promise<ProblemDocument | null> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", file);
  const sent = await fetch(url, { method: "POST", body: form, credentials: "omit" }).catch(() => null);
  if (sent === null) return NO_ANSWER;
  if (sent.ok) return null;
  const told = await sent.text().catch(() => "");
  if (sent.status === 413 || told.includes("EntityTooLarge")) return BODY_TOO_LARGE;
  return { ...PLACE_REFUSED, status: sent.status };
}

/** What is not possible yet is tried again in a moment, as the same act. */
async function patiently<T>(
  send: () => Promise<T>,
  pause: (ms: number) => Promise<void>,
  tries: number = TRIES,
): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (tries <= 1 || !AGAIN.includes(problemOf(error).code)) throw error;
    await pause(PAUSE_MS);
    return patiently(send, pause, tries - 1);
  }
}
