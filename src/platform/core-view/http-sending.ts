/**
 * What an answer to the sending of a batch means. In: what was sent, and what came back. Out: the port's result.
 *
 * Money hangs on one thing here: `accepted` only when Core View names our id, our checksum and every entry of ours as accepted.
 * A status alone proves nothing: pages of proxies and of sign-ins come with 200.
 */
import type { EntryAnswer, SendResult } from "./core-view.ts";
import { batchDocument, type BatchDocument } from "./http-documents.ts";
import type { Exchange, HttpAnswer } from "./http-exchange.ts";
import { certificateProblem, denied, exchangeProblem, harmlessText, kindOf, spokenBy } from "./http-trouble.ts";
import { retryAfterMs } from "./retry-after.ts";

export interface SentBatch {
  readonly id: string;
  /** Of the CSV, hex. */
  readonly sha256: string;
  readonly entryIds: readonly string[];
}

export interface Surroundings {
  /** Core View's address, for people. */
  readonly where: string;
  readonly nowMs: number;
  /** What no message may show. */
  readonly hidden: readonly string[];
}

export function sendResultOf(sent: SentBatch, exchange: Exchange, around: Surroundings): SendResult {
  if (exchange.state === "answered") return answerResult(sent, exchange.answer, around);
  const refused = certificateProblem(exchange, around.where);
  if (refused !== null) return refused;
  const message = exchangeProblem(exchange, around.where);
  if (exchange.state === "not-sent") {
    return { state: "unavailable", code: "core-view-unavailable", message, retryAfterMs: null };
  }
  return unknown(`${message} Batch ${sent.id} may have been taken.`, null);
}

function answerResult(sent: SentBatch, answer: HttpAnswer, around: Surroundings): SendResult {
  const { status } = answer;
  const wait = retryAfterMs(answer.retryAfter, around.nowMs);
  const said = `${around.where} answered batch ${sent.id} with status ${status} and ${spokenBy(answer, around.hidden)}`;
  if (status >= 200 && status < 300) return takenResult(sent, answer, around);
  if (status === 408 || status === 425 || status === 429) {
    return { state: "unavailable", code: "core-view-unavailable", message: `${said}.`, retryAfterMs: wait };
  }
  if (status === 401 || status === 403) return { state: "refused", ...denied(said) };
  if (status === 409) {
    const message = `${said}: it has another batch under this id. Compare both ("reconcile") before anything is sent again.`;
    return { state: "refused", code: "core-view-conflict", message };
  }
  if (status >= 300 && status < 400) {
    const message = `${said}: it points elsewhere, and what we send follows nobody. Put the right address into the setting "delivery".`;
    return { state: "refused", code: "core-view-refused", message };
  }
  if (status >= 400 && status < 500) {
    const message = `${said}. It is not tried again by itself: settle it with those who run Core View, and deliver again.`;
    return { state: "refused", code: "core-view-refused", message };
  }
  return unknown(`${said}. The batch may have been taken.`, wait);
}

function takenResult(sent: SentBatch, answer: HttpAnswer, around: Surroundings): SendResult {
  const document = batchDocument(answer, around.hidden);
  if (document === null) {
    const message = `${around.where} answered batch ${sent.id} with status ${answer.status} and ${kindOf(answer)}, expected a JSON document with id, sha256 and entries. The batch may have been taken.`;
    return unknown(message, null);
  }
  const contradiction = contradictionIn(sent, document);
  if (contradiction !== null) {
    const message = `${around.where} answered batch ${sent.id} as taken, but ${contradiction}. This is an incident: run "reconcile", and settle it with those who run Core View before anything is sent again.`;
    return { state: "refused", code: "core-view-mismatch", message };
  }
  const { entries } = document;
  const refused = entries.filter((entry) => entry.state === "refused");
  const missing = sent.entryIds.length - entries.length;
  if (refused.length === 0 && missing === 0) return { state: "accepted" };
  return { state: "partly-accepted", entries, message: partlyMessage(sent, refused, missing) };
}

function contradictionIn(sent: SentBatch, document: BatchDocument): string | null {
  if (document.id !== sent.id) return `under the id ${harmlessText(document.id, [])}`;
  if (document.sha256 !== sent.sha256) {
    return `what it has has the SHA-256 ${harmlessText(document.sha256, [])}, expected ${sent.sha256}`;
  }
  const open = new Set(sent.entryIds);
  // An entry named twice is as strange as one that was never sent.
  const strange = document.entries.find(({ entryId }) => !open.delete(entryId));
  return strange === undefined
    ? null
    : `it names entry ${harmlessText(strange.entryId, [])}, which is not sent or named before`;
}

function partlyMessage(sent: SentBatch, refused: readonly EntryAnswer[], missing: number): string {
  const accepted = sent.entryIds.length - refused.length - missing;
  const first = refused[0];
  const why = first === undefined ? "" : ` Entry ${first.entryId}: ${first.reason}.`;
  const unnamed = missing === 0 ? "" : `, said nothing of ${missing}`;
  return `Core View accepted ${accepted} of ${sent.entryIds.length} entries of batch ${sent.id}, refused ${refused.length}${unnamed}.${why}`;
}

function unknown(message: string, retryAfterMs: number | null): SendResult {
  return { state: "unknown", code: "core-view-unknown", message, retryAfterMs };
}
