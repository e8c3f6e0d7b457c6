/**
 * Core View's acknowledgement of a batch, the file `<batch>.ack.json`. In: its bytes and the batch that it is to be of.
 * Out: what it says of each entry, or why it is not believed. It comes from outside: one that is of other bytes, names an entry
 * that is not in the batch, or contradicts itself counts for nothing, and a person is told.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { EntryAnswer } from "./core-view.ts";

export const ACKNOWLEDGEMENT = ".ack.json";

export type Acknowledgement =
  | { readonly ok: true; readonly state: "accepted"; readonly answers: "all" }
  /** Refused: each of its entries. Partly accepted: those that Core View has decided. */
  | { readonly ok: true; readonly state: "refused" | "partly-accepted"; readonly answers: readonly EntryAnswer[] }
  | { readonly ok: false; readonly problem: string };

const Entry = z.strictObject({
  id: z.string(),
  state: z.enum(["accepted", "refused"]),
  reason: z.string().optional(),
});

const File = z.strictObject({
  id: z.string(),
  sha256: z.string(),
  state: z.enum(["accepted", "refused", "partly-accepted"]),
  entries: z.array(Entry).optional(),
});

const NO_REASON = "Core View gave no reason";

export function readAcknowledgement(bytes: Uint8Array, id: string, csv: Uint8Array): Acknowledgement {
  const file = parse(bytes);
  if (typeof file === "string") return no(file);
  if (file.id !== id) return no(`it is of batch ${JSON.stringify(file.id)}`);
  const sha256 = createHash("sha256").update(csv).digest("hex");
  if (file.sha256.toLowerCase() !== sha256)
    return no(`it is of other bytes: sha256 ${JSON.stringify(file.sha256)}, not ${sha256}`);

  const known = new Set(entryIdsOf(csv));
  const named = new Map<string, EntryAnswer>();
  for (const { id: entryId, state, reason } of file.entries ?? []) {
    if (!known.has(entryId)) return no(`entry ${JSON.stringify(entryId)} is not in the batch`);
    if (named.has(entryId)) return no(`entry ${entryId} is there twice`);
    named.set(entryId, { entryId, state, reason: state === "accepted" ? null : reason || NO_REASON });
  }
  const other = [...named.values()].find((answer) => answer.state !== file.state);
  if (file.state !== "partly-accepted" && other !== undefined) {
    return no(`the batch is ${file.state} and its entry ${other.entryId} is ${other.state}`);
  }
  switch (file.state) {
    case "accepted":
      return { ok: true, state: file.state, answers: "all" };
    case "refused":
      return {
        ok: true,
        state: file.state,
        answers: [...known].map((entryId) => named.get(entryId) ?? refusedWhole(entryId)),
      };
    case "partly-accepted":
      if (named.size === 0) return no("it is partly accepted and names no entry");
      return { ok: true, state: file.state, answers: [...named.values()] };
    default:
      return file.state satisfies never;
  }
}

function refusedWhole(entryId: string): EntryAnswer {
  return { entryId, state: "refused", reason: NO_REASON };
}

function parse(bytes: Uint8Array): z.infer<typeof File> | string {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return "it is no JSON in UTF-8";
  }
  const read = File.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return `at ${issue?.path.join(".") || "its top"}: ${issue?.message}`;
}

function no(problem: string): Acknowledgement {
  return { ok: false, problem };
}

/** The first cell of each row but the first; a line end between quotes ends no row. */
function entryIdsOf(csv: Uint8Array): string[] {
  const rows: string[] = [];
  let quoted = false;
  let row = "";
  for (const line of Buffer.from(csv).toString("utf8").split("\r\n")) {
    row = quoted ? `${row}\r\n${line}` : line;
    quoted = row.split('"').length % 2 === 0;
    if (!quoted) rows.push(row);
  }
  return rows.slice(1, -1).map((text) => text.slice(0, text.indexOf(",")));
}
