/**
 * The JSON documents of Core View's API (docs/core-view-api.md). In: an answer. Out: the document, or null where it is none.
 * What a document has besides is left alone: Core View may say more one day.
 */
import { z } from "zod";
import type { EntryAnswer } from "./core-view.ts";
import type { HttpAnswer } from "./http-exchange.ts";
import { harmlessText, isJson, jsonValue } from "./http-trouble.ts";

const BATCH = z.object({
  id: z.string(),
  sha256: z.string(),
  entries: z.array(
    z.object({ id: z.string(), state: z.enum(["accepted", "refused"]), reason: z.string().nullable().optional() }),
  ),
});
const PAGE = z.object({ ids: z.array(z.string()), next: z.string().nullable() });

export interface BatchDocument {
  readonly id: string;
  readonly sha256: string;
  readonly entries: readonly EntryAnswer[];
}

export interface PageDocument {
  readonly ids: readonly string[];
  /** What to ask after next; null on the last page. */
  readonly next: string | null;
}

export function batchDocument(answer: HttpAnswer, hidden: readonly string[]): BatchDocument | null {
  const read = BATCH.safeParse(jsonOf(answer));
  if (!read.success) return null;
  const entries = read.data.entries.map(({ id, state, reason }) => ({
    entryId: id,
    state,
    reason: state === "accepted" ? null : harmlessText(reason ?? "", hidden) || "no reason was given",
  }));
  return { id: read.data.id, sha256: read.data.sha256.toLowerCase(), entries };
}

export function pageDocument(answer: HttpAnswer): PageDocument | null {
  const read = PAGE.safeParse(jsonOf(answer));
  return read.success ? read.data : null;
}

function jsonOf(answer: HttpAnswer): unknown {
  return isJson(answer) ? jsonValue(Buffer.from(answer.body).toString("utf8")) : undefined;
}
