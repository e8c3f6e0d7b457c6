/**
 * Copies the record of acts and the end of the ledger's chain out of the database, to where its owner cannot reach. In: where to put an
 * object. Out: how many acts went out, in how many objects. Each object names the hash of the one before it, so that one that is taken
 * away is missed. Killed between the object and the commit, its acts go out once more: each has its number.
 */
import { createHash } from "node:crypto";
import type { ObjectStore } from "../platform/object-store/object-store.ts";
import { actsToExport, lockExports, recordExport } from "../store/audit-export.sql.ts";
import { ledgerHead } from "../store/ledger.sql.ts";
import type { FlowDeps } from "./deps.ts";

export interface ExportedAudit {
  readonly objects: number;
  readonly entries: number;
}

const MOST_ENTRIES = 10_000;

export async function exportAudit(
  deps: FlowDeps,
  objects: ObjectStore,
  place: { readonly bucket: string; readonly prefix: string; readonly timeLeft: () => boolean },
): Promise<ExportedAudit> {
  let done = { objects: 0, entries: 0 };
  while (place.timeLeft()) {
    const entries = await exportNext(deps, objects, place);
    if (entries === null) break;
    done = { objects: done.objects + 1, entries: done.entries + entries };
    if (entries < MOST_ENTRIES) break;
  }
  return done;
}

/** Null when nothing has changed since. */
function exportNext(
  deps: FlowDeps,
  objects: ObjectStore,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
): Promise<number | null> {
  return deps.db.transaction(async (tx) => {
    const last = await lockExports(tx);
    const acts = await actsToExport(tx, MOST_ENTRIES);
    const ledger = await ledgerHead(tx);
    if (acts.length === 0 && (ledger?.hash ?? null) === (last?.ledgerHash ?? null)) return null;
    const at = deps.now();
    const end = ledger === null ? null : { seq: String(ledger.seq), hash: ledger.hash };
    const head = { export: 1, at: at.toISOString(), entries: acts.length, previous: last?.sha256 ?? null, ledger: end };
    const bytes = Buffer.from([JSON.stringify(head), ...acts.map(({ line }) => line), ""].join("\n"));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const key = `${prefix}${head.at.slice(0, 10)}/${head.at}-${sha256.slice(0, 12)}.ndjson`;
    await objects.put({ bucket, key }, bytes);
    await recordExport(
      tx,
      { at, key, sha256, ledger },
      acts.map(({ seq }) => seq),
    );
    return acts.length;
  });
}
