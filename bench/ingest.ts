/**
 * Ingest: the whole flow, from bytes to committed, against a bare COPY of the very rows that it writes.
 * `node bench/ingest.ts [EVENTS]`
 */
import { ingestStream } from "../src/flows/ingest-stream.ts";
import { parseMessage } from "../src/contracts/parse-message.ts";
import { parseCalendarDate } from "../src/domain/period.ts";
import { folderObjectStore } from "../src/platform/object-store/folder-object-store.ts";
import { countFrom, measure, printTable, withBenchDatabase } from "./bench-database.ts";

const LINES_A_CHUNK = 500;
const count = countFrom(process.argv[2], 100_000);

function lineOf(n: number): string {
  const data = {
    contractId: `C${n}`,
    sequence: 1,
    market: "SE",
    agentId: `Agent ${n % 500}`,
    contractDate: "2024-01-16",
  };
  return JSON.stringify({
    specversion: "1.0",
    id: `message-${n}`,
    source: "bench",
    type: "contract.recorded.v1",
    data: { ...data, category: "retail", financed: true, amount: `${200_000 + (n % 9_973)}.25`, currency: "SEK" },
  });
}

async function* chunks(): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < count; from += LINES_A_CHUNK) {
    const lines = Array.from({ length: Math.min(LINES_A_CHUNK, count - from) }, (_, n) => `${lineOf(from + n)}\n`);
    yield Buffer.from(lines.join(""));
  }
}

await withBenchDatabase(async (db) => {
  const deps = { db, now: () => new Date(), actor: "bench", progress: () => undefined };
  const source = () => ({ name: "bench", form: "lines" as const, bytes: chunks(), size: null });
  const objects = folderObjectStore("objects");
  const today = parseCalendarDate("2030-01-01");
  if (today === null) throw new Error("assertion: a real date");
  const parsing = await measure("parsing alone", async () => {
    for (let n = 0; n < count; n += 1) parseMessage(Buffer.from(lineOf(n)), { today: () => today });
  });
  const flow = await measure("ingest", () => ingestStream(deps, objects, source()));
  const again = await measure("the same file again: duplicates", () => ingestStream(deps, objects, source()));
  await db.run("create table raw_event (like contract_event including all)");
  await db.run("create table raw_version (like contract_version including all)");
  const floor = await measure("COPY out and in of the same rows, with indexes", async () => {
    for (const [from, into] of [
      ["contract_event", "raw_event"],
      ["contract_version", "raw_version"],
    ] as const) {
      await db.transaction((tx) => tx.copyIn(`copy ${into} from stdin`, db.copyOut(`copy ${from} to stdout`)));
    }
  });
  printTable(count, [floor, flow, again, parsing]);
});
