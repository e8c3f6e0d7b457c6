/**
 * A month of two workbooks and some thousands of events for the tests of faults: enough for several batches of ingest
 * and of delivery, with every fate that an event can have.
 */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventLine } from "./contract-event.ts";
import { writeWorkbooks } from "./sample-workbooks.ts";

export interface Month {
  readonly workbooks: readonly string[];
  readonly events: string;
}

const AGENTS = 7;
const CONTRACTS = 2_000;
/** Of them in January; the others are of February. */
const IN_JANUARY = 700;
const EVENTS = 4_100;

export const MATRIX = {
  name: "Sweden",
  rows: [
    ["70%", "2.00%", "2.10%"],
    [null, "70%", "85%"],
  ],
};
const TARGETS = {
  name: "Sweden",
  rows: [
    ["", "2024-01", "2024-02"],
    ...Array.from({ length: AGENTS }, (_, index) => [agentOf(index), 9_000_000, 9_000_000]),
  ],
};

function agentOf(contract: number): string {
  return `MINI Agent ${contract % AGENTS}`;
}

/** Each contract comes, is changed once, and some come a third time, late; here and there a line is broken. */
function lineOf(index: number): string {
  if (index % 997 === 500) return `{"specversion": "1.0", "id": "broken-${index}"`;
  const contract = index % CONTRACTS;
  const round = Math.floor(index / CONTRACTS);
  return eventLine({
    id: `message-${index}`,
    contractId: `C${contract}`,
    sequence: round === 2 ? 1 : round + 1,
    agentId: agentOf(contract),
    contractDate: contract < IN_JANUARY ? "2024-01-16" : "2024-02-20",
    financed: contract % 10 !== 0,
    amount: contract % 10 === 0 ? null : `${100_000 + contract * 37 + round}.25`,
  });
}

/** Writes the files into a new folder. */
export async function writeMonth(): Promise<Month> {
  const workbooks = await writeWorkbooks({ "matrices_2024.xlsx": [MATRIX], "targets_2024.xlsx": [TARGETS] });
  const events = join(await mkdtemp(join(tmpdir(), "opencommission-month-")), "events.ndjson");
  await writeFile(events, Array.from({ length: EVENTS }, (_, index) => `${lineOf(index)}\n`).join(""));
  return { workbooks, events };
}
