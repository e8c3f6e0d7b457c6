/**
 * Three closed and delivered months of one market: the store that tests of verification and reconciliation tamper with.
 * In: an empty database, an empty folder for Core View. Out: both filled, through the flows.
 */
import { expect } from "vitest";
import { parseMessage } from "../../src/contracts/parse-message.ts";
import { parseCalendarDate } from "../../src/domain/period.ts";
import { approveClose, rejectClose } from "../../src/flows/approve-close.ts";
import { changeSetting } from "../../src/flows/change-setting.ts";
import { closePeriod } from "../../src/flows/close-period.ts";
import { deliverBatches } from "../../src/flows/deliver-batches.ts";
import type { FlowDeps } from "../../src/flows/deps.ts";
import { importWorkbook } from "../../src/flows/import-workbook.ts";
import { ingestBatch } from "../../src/flows/ingest-batch.ts";
import { createDirectoryCoreView } from "../../src/platform/core-view/directory.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { eventLine, type EventFields } from "./contract-event.ts";
import { valueOf } from "./flow-world.ts";
import { periodOfText } from "./naive-words.ts";
import { workbookBytes } from "./sample-workbooks.ts";

const NOW = new Date("2024-06-10T08:00:00Z");

/** `2.40%`, in cell C1, is a rate that no statement of this story ever reaches. */
const MATRIX = [
  {
    name: "Sweden",
    rows: [
      ["90%", "2.20%", "2.40%"],
      ["50%", "2.00%", "2.10%"],
      [null, "70%", "300%"],
    ],
  },
];
/** Agent B has no target in March: it is blocked. Those of June are used by no close. */
const TARGETS = [
  {
    name: "Sweden",
    rows: [
      ["", "2024-01", "2024-02", "2024-03", "2024-06"],
      ["Agent A", 100_000, 100_000, 100_000, 100_000],
      ["Agent B", 100_000, 100_000, null, 100_000],
    ],
  },
];

function contract(contractId: string, agentId: string, month: string, more: Partial<EventFields> = {}): EventFields {
  return { contractId, agentId, contractDate: `2024-${month}-15`, amount: "100000.00", ...more };
}

export function depsOf(db: Database, actor: string): FlowDeps {
  return { db, now: () => NOW, actor, progress: () => undefined };
}

export async function ingestEvents(db: Database, events: readonly EventFields[]): Promise<void> {
  const today = parseCalendarDate("2024-06-10") ?? expect.fail("no date");
  const parsed = events.flatMap((event) => {
    const message = parseMessage(Buffer.from(eventLine(event)), { today: () => today });
    return message.kind === "events" ? message.events : [];
  });
  const arrivals = parsed.map((event, index) => ({ line: index + 1, event, rawLength: event.raw.length }));
  const fates = await ingestBatch(depsOf(db, "queue"), arrivals, "story");
  expect(fates.filter(({ kind }) => kind === "rejected")).toEqual([]);
}

export async function closeMonth(db: Database, month: string): Promise<void> {
  const close = valueOf(await closePeriod(depsOf(db, "frida"), "SE", periodOfText(month)));
  valueOf(await approveClose(depsOf(db, "adam"), close.id));
}

export async function deliverTo(db: Database, folder: string): Promise<void> {
  const coreView = createDirectoryCoreView(folder);
  await deliverBatches(depsOf(db, "frida"), () => Promise.resolve(coreView), { mode: "by-hand" });
}

/**
 * Closes SE-2024-01-1 (rejected), SE-2024-01-2 (entries 1 to 3), SE-2024-02-1 (4 and 5) and SE-2024-03-1 (6 and 7, with agent B
 * blocked). Contract A1 has three versions (sequences 1, 3 and 4), a stale event and a duplicate.
 */
export async function postLedger(db: Database, folder: string): Promise<void> {
  await postMonths(db);
  await deliverTo(db, folder);
}

/** The first of them alone: one batch is due. */
export async function postFirstMonth(db: Database): Promise<void> {
  for (const [name, sheets] of Object.entries({ "matrix_2024.xlsx": MATRIX, "targets_2024.xlsx": TARGETS })) {
    const bytes = workbookBytes(sheets);
    const imported = await importWorkbook(depsOf(db, "ursula"), { name, bytes }, { dryRun: false });
    expect(imported).toMatchObject({ status: "imported" });
  }
  valueOf(await changeSetting(depsOf(db, "ursula"), "clawback-months", "3", "SE"));
  valueOf(await changeSetting(depsOf(db, "ursula"), "highest-rate", "15%", null));
  await ingestEvents(db, [
    contract("A1", "Agent A", "01", { amount: "90000.00" }),
    contract("A1", "Agent A", "01", { sequence: 3 }),
    contract("A1", "Agent A", "01", { sequence: 2, amount: "80000.00" }),
    contract("A1", "Agent A", "01", { sequence: 3, id: "A1 told twice" }),
    contract("A2", "Agent A", "01", { amount: "50000.00" }),
    contract("B1", "Agent B", "01"),
  ]);
  const first = valueOf(await closePeriod(depsOf(db, "frida"), "SE", periodOfText("2024-01")));
  valueOf(await rejectClose(depsOf(db, "adam"), first.id, "too early"));
  await closeMonth(db, "2024-01");
}

/** The same, and nothing is delivered yet: three batches are due. */
export async function postMonths(db: Database): Promise<void> {
  await postFirstMonth(db);
  await ingestEvents(db, [contract("A3", "Agent A", "02"), contract("B2", "Agent B", "02")]);
  await closeMonth(db, "2024-02");
  await ingestEvents(db, [
    contract("A1", "Agent A", "01", { sequence: 4, cancellation: { date: "2024-03-20" } }),
    contract("A4", "Agent A", "03"),
    contract("B3", "Agent B", "03"),
  ]);
  await closeMonth(db, "2024-03");
}
