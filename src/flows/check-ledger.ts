/**
 * The ledger in one pass: its chain of hashes, its end, and the batches that were cut from it.
 * In: the database. Out: differences, and which entries each close has.
 */
import { createBatchCutter, type Batch } from "../delivery/batch.ts";
import { CHAIN_START, verifyChain, type ChainState } from "../ledger/chain.ts";
import type { LedgerEntry } from "../domain/ledger-entry.ts";
import type { Database } from "../platform/postgres/database.ts";
import { findBatch, listBatches, type StoredBatch } from "../store/batches.sql.ts";
import { ledgerHead, streamLedger } from "../store/ledger.sql.ts";
import { tellInsteadOfFailing, type Difference } from "./difference.ts";

/** The entries that the ledger holds of one close. */
export interface EntriesOfClose {
  readonly first: bigint;
  last: bigint;
  count: number;
}

export interface LedgerCheck {
  entries: number;
  readonly ofClose: Map<string, EntriesOfClose>;
}

export async function checkLedger(db: Database, differences: Difference[]): Promise<LedgerCheck> {
  const check: LedgerCheck = { entries: 0, ofClose: new Map() };
  let chain: ChainState = CHAIN_START;
  const batches = await createBatchCheck(db, differences);
  await tellInsteadOfFailing(differences, "the ledger", async () => {
    for await (const entry of streamLedger(db)) {
      chain = verifyChain(chain, entry);
      check.entries += 1;
      count(check.ofClose, entry);
      await batches.add(entry);
    }
    await batches.end();
  });
  await checkEnd(db, chain, differences);
  return check;
}

function count(ofClose: Map<string, EntriesOfClose>, { closeId, seq }: LedgerEntry): void {
  const before = ofClose.get(closeId);
  if (before === undefined) ofClose.set(closeId, { first: seq, last: seq, count: 1 });
  else {
    before.last = seq;
    before.count += 1;
  }
}

async function checkEnd(db: Database, chain: ChainState, differences: Difference[]): Promise<void> {
  if (chain.fault !== null) {
    const { seq, found, expected } = chain.fault;
    const message = `Ledger entry ${seq} does not fit the chain of hashes: it, or an entry before it, was changed, added or taken out in the database. Compare with a backup and with Core View.`;
    differences.push({ code: "ledger-changed", subject: `entry ${seq}`, found, expected, message });
    return;
  }
  const head = await ledgerHead(db);
  if ((head?.seq ?? 0n) === chain.lastSeq && (head === null || head.hash === chain.lastHash)) return;
  differences.push({
    code: "ledger-end-changed",
    subject: "ledger",
    found: `last entry ${chain.lastSeq}`,
    expected: `last entry ${head?.seq ?? 0n}`,
    message: "The ledger does not end where the last approval left it: entries were taken out or added at its end.",
  });
}

/** Cuts the ledger again, close by close, and compares with what was stored. After a close's first difference its others say the same. */
async function createBatchCheck(db: Database, differences: Difference[]) {
  const stored = new Map((await listBatches(db)).map((b) => [b.firstSeq, b.id]));
  const cutter = createBatchCutter();
  const differing = new Set<string>();
  let closeId = "";
  async function compare(cut: readonly Batch[]): Promise<void> {
    for (const batch of cut) {
      const id = stored.get(batch.firstSeq);
      stored.delete(batch.firstSeq);
      if (differing.has(closeId)) continue;
      const difference = batchDifference({ ...batch, closeId }, id === undefined ? null : await findBatch(db, id));
      if (difference === null) continue;
      differing.add(closeId);
      differences.push(difference);
    }
  }
  return {
    add: async (entry: LedgerEntry): Promise<void> => {
      if (entry.closeId !== closeId) await compare(cutter.end());
      closeId = entry.closeId;
      await compare(cutter.add(entry));
    },
    end: async (): Promise<void> => {
      await compare(cutter.end());
      for (const [firstSeq, id] of stored) {
        const message = `Batch ${id} starts at ledger entry ${firstSeq}, where the ledger, cut again, starts none.`;
        const subject = `batch ${id}`;
        differences.push({ code: "batch-changed", subject, found: id, expected: "no batch", message });
      }
    },
  };
}

type CutBatch = Batch & { readonly closeId: string };

function batchDifference(cut: CutBatch, stored: StoredBatch | null): Difference | null {
  const where = `of the ledger entries ${cut.firstSeq} to ${cut.lastSeq}`;
  if (stored === null) {
    const message = `The batch ${where} is gone from the database.`;
    return { code: "batch-changed", subject: `batch ${cut.id}`, found: "no batch", expected: cut.id, message };
  }
  const facts = (b: CutBatch | StoredBatch): Record<string, string> => ({
    // First, since its line tells the entry; the others follow from it.
    CSV: Buffer.from(b.csv).toString("utf8"),
    id: b.id,
    close: b.closeId,
    market: b.market,
    currency: b.currency,
    "booked in": b.bookedIn,
    entries: String(b.entryCount),
    sum: String(b.sumMinor),
    "last entry": String(b.lastSeq),
    checksum: b.sha256,
    manifest: Buffer.from(b.manifest).toString("utf8"),
  });
  const [found, expected] = [facts(stored), facts(cut)];
  const what = Object.keys(expected).find((name) => found[name] !== expected[name]);
  if (what === undefined) return null;
  const message = `Batch ${stored.id} ${where} is not what they give (${what}): it or they were changed in the database.`;
  const [told, wanted] = differentLines(found[what] ?? "", expected[what] ?? "");
  return { code: "batch-changed", subject: `batch ${stored.id}`, found: told, expected: wanted, message };
}

/** Of texts of several lines the first that differs. */
function differentLines(found: string, expected: string): [string, string] {
  const [a, b] = [found.split("\n"), expected.split("\n")];
  const at = Math.max(
    b.findIndex((line, index) => line !== a[index]),
    0,
  );
  return [(a[at] ?? "nothing").trim(), (b[at] ?? "nothing").trim()];
}
