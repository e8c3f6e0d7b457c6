/**
 * Makes every file of `samples/` that is not source: workbooks and contract events of 2024, always the same bytes.
 * In: the fixed seed below. Out: the files beside this one; run it with `node samples/generate.ts`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync, strToU8 } from "fflate";
import { brokenMatrices } from "./broken-matrices.ts";
import { brokenTargets } from "./broken-targets.ts";
import { createJournal, minuteOf } from "./journal.ts";
import { correctedMatrices, matrices } from "./matrices.ts";
import { createRandom } from "./random.ts";
import { tellStories } from "./stories.ts";
import { missingTarget, targets } from "./targets.ts";
import { recordTrade } from "./trade.ts";
import { writeXlsx } from "./write-xlsx.ts";

const SEED = 20_240_105;

/** Each file of events ends where the month was closed: on the fifth of the next month, six in the morning UTC. */
const EVENT_FILES = [
  { name: "contracts-2024-01.ndjson", until: "2024-02-05T06:00" },
  { name: "contracts-2024-02.ndjson", until: "2024-03-05T06:00" },
  { name: "contracts-2024-03.ndjson.gz", until: "2024-04-05T06:00" },
  { name: "contracts-2024-04.ndjson", until: "9999-12-31T00:00" },
] as const;

function eventFiles(): Map<string, Uint8Array> {
  const random = createRandom(SEED);
  const journal = createJournal(random);
  recordTrade(journal, random);
  tellStories(journal, random);
  const files = new Map<string, Uint8Array>();
  let from = 0;
  for (const { name, until } of EVENT_FILES) {
    const end = minuteOf(until);
    const start = from;
    const lines = journal.arrivals().filter(({ minute }) => minute >= start && minute < end);
    const bytes = strToU8(lines.map(({ line }) => `${line}\n`).join(""));
    files.set(name, name.endsWith(".gz") ? gzipSync(bytes, { mtime: 0, level: 9 }) : bytes);
    from = end;
  }
  return files;
}

/** The files by their path under `samples/`. */
export function generateSamples(): Map<string, Uint8Array> {
  return new Map([
    ["commission_matrices_2024.xlsx", writeXlsx(matrices())],
    ["agent_volume_sales_targets_2024.xlsx", writeXlsx(targets())],
    ["corrections/commission_matrices_2024.xlsx", writeXlsx(correctedMatrices())],
    ["corrections/sales_targets_2024.xlsx", writeXlsx(missingTarget())],
    ["broken/commission_matrices_2024.xlsx", writeXlsx(brokenMatrices())],
    ["broken/sales_targets_2024.xlsx", writeXlsx(brokenTargets())],
    ...eventFiles(),
  ]);
}

if (import.meta.main) {
  for (const [name, bytes] of generateSamples()) {
    const path = join(import.meta.dirname, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    console.log(`${name} ${bytes.length} bytes`);
  }
}
