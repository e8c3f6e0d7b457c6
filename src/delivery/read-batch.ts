/**
 * A batch as Core View holds it, read back for reconciliation. In: its bytes. Out: its entries, and all that is wrong with it.
 * The CSV is the content; the manifest must be exactly the one that this content gives.
 */
import { readCsv, renderManifest, sha256Of, type DeliveredEntry } from "./batch-bytes.ts";

export interface HeldBatchProblem {
  readonly code: "csv-missing" | "csv-unreadable" | "checksum" | "manifest-differs";
  readonly found: string;
  readonly expected: string;
}

export interface ReadBatch {
  readonly id: string;
  /** As far as they can be read, also where the batch has problems; none when the CSV is missing or unreadable. */
  readonly entries: readonly DeliveredEntry[];
  readonly problems: readonly HeldBatchProblem[];
}

const CHECKSUM_LINE = /^ {2}"sha256": "([0-9a-f]{64})"$/m;

/** @param held.csv null when only the manifest is there; `manifest` null where Core View keeps none */
export function readBatch(held: {
  readonly id: string;
  readonly csv: Uint8Array | null;
  readonly manifest: Uint8Array | null;
}): ReadBatch {
  const { id } = held;
  if (held.csv === null) {
    return { id, entries: [], problems: [{ code: "csv-missing", found: "no CSV", expected: `${id}.csv` }] };
  }
  const sha256 = sha256Of(held.csv);
  const manifest = held.manifest === null ? null : Buffer.from(held.manifest).toString("utf8");
  const stated = CHECKSUM_LINE.exec(manifest ?? "")?.[1] ?? null;
  const problems: HeldBatchProblem[] = [];
  if (stated !== null && stated !== sha256) {
    problems.push({ code: "checksum", found: sha256, expected: stated });
  }
  const entries = readCsv(held.csv);
  const [first, last] = [entries?.[0], entries?.at(-1)];
  if (entries === null || first === undefined || last === undefined) {
    const expected = "the columns of a batch, one entry a row";
    return { id, entries: [], problems: [...problems, { code: "csv-unreadable", found: `${id}.csv`, expected }] };
  }
  const facts = {
    market: first.market,
    currency: first.currency,
    entryCount: entries.length,
    sumMinor: entries.reduce((sum, entry) => sum + entry.amountMinor, 0n),
    firstEntryId: first.id,
    lastEntryId: last.id,
  };
  // Where the checksum differs, that is the one finding: the manifest's own lines are compared with the checksum it states.
  const rendered = Buffer.from(renderManifest({ id, ...facts, sha256: stated ?? sha256 })).toString("utf8");
  const difference = manifest === null ? null : firstDifferentLine(manifest, rendered);
  if (difference !== null) problems.push({ code: "manifest-differs", ...difference });
  return { id, entries, problems };
}

function firstDifferentLine(found: string, expected: string): { found: string; expected: string } | null {
  if (found === expected) return null;
  const [foundLines, expectedLines] = [found.split("\n"), expected.split("\n")];
  const at = expectedLines.findIndex((line, index) => line !== foundLines[index]);
  if (at === -1) return { found: foundLines.slice(expectedLines.length).join(" ").trim(), expected: "nothing more" };
  return { found: (foundLines[at] ?? "nothing").trim(), expected: (expectedLines[at] ?? "").trim() };
}
