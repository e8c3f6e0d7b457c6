/**
 * The facts of a contract in words: the message it came from, and what a cancellation does to its commission.
 */
import type { Figures } from "../words/figures.ts";
import type { ExplainedContract } from "./explanation.ts";
import type { FACT_WORDS } from "./fact-words.ts";

export function messageText({ event }: ExplainedContract): string {
  return event === null ? "" : `${event.source} · ${event.id}`;
}

export function fromText({ event }: ExplainedContract, line: (n: number) => string): string {
  if (event === null) return "";
  return event.line === null ? event.receivedFrom : `${event.receivedFrom}, ${line(event.line)}`;
}

export function cancellationText(
  { cancellation: c }: ExplainedContract,
  figures: Figures,
  text: (typeof FACT_WORDS)["en"],
): string {
  if (c === null) return "";
  const when = text.cancelled(figures.date(c.date), c.reason);
  if (c.exempt) return `${when}; ${text.exempt}`;
  if (!c.insideWindow) return `${when}; ${text.outside(figures.date(c.windowEnds))}`;
  const inside = text.inside(figures.date(c.windowEnds));
  return c.clawedBackFrom === null
    ? `${when}; ${inside}`
    : `${when}; ${inside}; ${text.back(figures.month(c.clawedBackFrom))}`;
}
