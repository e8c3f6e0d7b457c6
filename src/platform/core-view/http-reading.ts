/**
 * What answers to questions mean: what Core View holds of a batch, and which batches it has. In: what was asked, what came back.
 * Out: the port's results, or the document that the next question needs. Nothing is taken for absent but by Core View's own word.
 */
import type { CoreViewProblem, HeldBatch, Unavailable } from "./core-view.ts";
import { batchDocument, pageDocument, type BatchDocument, type PageDocument } from "./http-documents.ts";
import type { Exchange, HttpAnswer } from "./http-exchange.ts";
import type { Surroundings } from "./http-sending.ts";
import { certificateProblem, denied, exchangeProblem, harmlessText, isJson, kindOf, spokenBy } from "./http-trouble.ts";
import { retryAfterMs } from "./retry-after.ts";

type Trouble = ({ readonly state: "refused" } & CoreViewProblem) | Unavailable;

type Read<T> = { readonly state: "read"; readonly document: T };

/** Of `GET /batches/{id}`. */
export function batchRead(
  id: string,
  exchange: Exchange,
  around: Surroundings,
): Read<BatchDocument> | Absent | Trouble {
  if (isAbsent(exchange)) return { state: "absent" };
  const answer = goodAnswer(exchange, around);
  if (answer.state !== "answered") return answer;
  const document = batchDocument(answer.answer, around.hidden);
  if (document === null) return strange(answer.answer, "a JSON document with id, sha256 and entries", around);
  if (document.id === id) return { state: "read", document };
  const message = `${around.where} was asked for batch ${id} and told of ${harmlessText(document.id, [])}. This is an incident: settle it with those who run Core View.`;
  return { state: "refused", code: "core-view-mismatch", message };
}

type Absent = { readonly state: "absent" };

/** Of `GET /batches/{id}/csv`; null when Core View has lost it. */
export function csvRead(exchange: Exchange, around: Surroundings): Read<Uint8Array | null> | Trouble {
  if (isAbsent(exchange)) return { state: "read", document: null };
  const answer = goodAnswer(exchange, around);
  if (answer.state !== "answered") return answer;
  if (answer.answer.mediaType !== "text/csv") return strange(answer.answer, "the batch's CSV", around);
  return { state: "read", document: answer.answer.body };
}

/** @param csvSha256 of the CSV that was read back, hex */
export function bookedOf(document: BatchDocument, csvSha256: string | null): HeldBatch["booked"] {
  // The document alone cannot tell that it names every entry; the very bytes that were sent, read back, do.
  const whole = document.entries.every((entry) => entry.state === "accepted") && csvSha256 === document.sha256;
  return whole ? "all" : document.entries;
}

/** Of `GET /batches?market=…&after=…`. @param after the id asked after; empty at first */
export function pageRead(
  market: string,
  after: string,
  exchange: Exchange,
  around: Surroundings,
): Read<PageDocument> | Trouble {
  const answer = goodAnswer(exchange, around);
  if (answer.state !== "answered") return answer;
  const document = pageDocument(answer.answer);
  if (document === null) return strange(answer.answer, "a JSON document with ids and next", around);
  let before = after;
  for (const id of document.ids) {
    if (!id.startsWith(`${market}-`) || id <= before) return disordered(market, id, around);
    before = id;
  }
  // Whoever points back, or nowhere, would have us ask for ever.
  if (document.next !== null && document.next !== document.ids.at(-1)) return disordered(market, document.next, around);
  return { state: "read", document };
}

function disordered(market: string, id: string, around: Surroundings): Trouble {
  const message = `${around.where} lists the batches of market ${market}, and ${harmlessText(id, [])} is not one in its order. Settle it with those who run Core View: the list cannot be trusted.`;
  return { state: "refused", code: "core-view-mismatch", message };
}

/** A 404 of a proxy, or of a wrong address, says nothing about a batch: it has to be a problem document. */
function isAbsent(exchange: Exchange): boolean {
  return exchange.state === "answered" && exchange.answer.status === 404 && isJson(exchange.answer);
}

function goodAnswer(
  exchange: Exchange,
  around: Surroundings,
): { readonly state: "answered"; readonly answer: HttpAnswer } | Trouble {
  if (exchange.state !== "answered") {
    const refused = certificateProblem(exchange, around.where);
    return refused ?? unavailable(exchangeProblem(exchange, around.where), null);
  }
  const { answer } = exchange;
  const { status } = answer;
  if (status >= 200 && status < 300) return exchange;
  const said = `${around.where} answered with status ${status} and ${spokenBy(answer, around.hidden)}`;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return unavailable(`${said}.`, retryAfterMs(answer.retryAfter, around.nowMs));
  }
  if (status === 401 || status === 403) return { state: "refused", ...denied(said) };
  const message = `${said}. Check the setting "delivery", and settle it with those who run Core View.`;
  return { state: "refused", code: "core-view-refused", message };
}

/** A page of a proxy, or half an answer: it may come right by itself. */
function strange(answer: HttpAnswer, expected: string, around: Surroundings): Trouble {
  return unavailable(`${around.where} answered with ${kindOf(answer)}, expected ${expected}.`, null);
}

function unavailable(message: string, retryAfterMs: number | null): Unavailable {
  return { state: "unavailable", code: "core-view-unavailable", message, retryAfterMs };
}
