/**
 * The small world played through the flows on a real database: its steps as events, workbooks, settings and closes.
 * In: a database, a folder for Core View. Out: what the flows answer.
 */
import { z } from "zod";
import { parseEvent } from "../../src/contracts/parse-event.ts";
import { parseCalendarDate, type Period } from "../../src/domain/period.ts";
import type { Outcome } from "../../src/domain/refusal.ts";
import { approveClose, rejectClose } from "../../src/flows/approve-close.ts";
import { changeSetting } from "../../src/flows/change-setting.ts";
import { closePeriod } from "../../src/flows/close-period.ts";
import { deliverBatches } from "../../src/flows/deliver-batches.ts";
import type { FlowDeps } from "../../src/flows/deps.ts";
import { activateContent } from "../../src/flows/import-workbook.ts";
import { ingestBatch, type Arrival, type Fate } from "../../src/flows/ingest-batch.ts";
import { readStatements, type StatementOnRequest } from "../../src/flows/read-statements.ts";
import { reconcileDeliveries, type Reconciliation } from "../../src/flows/reconcile-deliveries.ts";
import { verifyLedger, type Verification } from "../../src/flows/verify-ledger.ts";
import type { WorkbookReader } from "../../src/flows/check-workbooks.ts";
import type { ReadMatrix } from "../../src/flows/workbook-changes.ts";
import type { TargetCell } from "../../src/workbooks/read-targets.ts";
import type { WorkbookContent } from "../../src/workbooks/read-workbook.ts";
import type { CoreViewAdapter } from "../../src/platform/core-view/core-view.ts";
import { createDirectoryCoreView } from "../../src/platform/core-view/directory.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import type { Close } from "../../src/store/closes.sql.ts";
import {
  cancellationDate,
  DECIMALS,
  EMPTY_WORLD,
  EXEMPT,
  type WorldContract,
  type WorldMatrix,
  type WorldPlan,
  type WorldStep,
  type WorldTarget,
} from "./commission-world.ts";
import { periodOfText } from "./naive-words.ts";
import { decimalText, matrixOf, minorOf } from "./world-translation.ts";

export const CURRENCIES: Readonly<Record<string, string>> = { SE: "SEK", JP: "JPY", KW: "KWD" };
/** After every month that a history closes. */
const NOW = new Date("2029-06-01T12:00:00Z");

/** An event on its way in; `id` names the message. */
export interface WorldEvent {
  readonly id: string;
  readonly contract: WorldContract;
}

export interface FlowWorld {
  readonly db: Database;
  readonly coreView: CoreViewAdapter;
  /** Everything but contracts and closes. */
  learn(step: Exclude<WorldStep, { kind: "contract" | "close" }>): Promise<void>;
  ingest(events: readonly WorldEvent[]): Promise<readonly Fate[]>;
  close(market: string, period: Period): Promise<Close>;
  approve(id: string): Promise<Outcome<Close>>;
  reject(id: string): Promise<Outcome<Close>>;
  /** Those of a period, or of a period and market, by market and agent. */
  statements(period: Period, market?: string): Promise<StatementOnRequest[]>;
  deliver(): Promise<void>;
  verify(): Promise<Verification>;
  reconcile(): Promise<Reconciliation>;
}

/** Brings the plan of an empty world into force. @param now a clock other than one that stands still */
export async function createFlowWorld(db: Database, folder: string, now: () => Date = () => NOW): Promise<FlowWorld> {
  const as = (actor: string): FlowDeps => ({ db, now, actor, progress: () => undefined });
  const coreView = createDirectoryCoreView(folder);
  const world: FlowWorld = {
    db,
    coreView,
    learn: (step) => learnStep(as("ursula"), step),
    ingest: (events) => ingestBatch(as("queue"), events.map(arrivalOf), "history"),
    close: async (market, period) => valueOf(await closePeriod(as("frida"), market, period)),
    approve: (id) => approveClose(as("adam"), id),
    reject: (id) => rejectClose(as("adam"), id, "not now"),
    statements: (period, market) => collect(readStatements({ db }, { period, market })),
    deliver: async () => {
      await deliverBatches(as("frida"), () => Promise.resolve(coreView), { mode: "by-hand" });
    },
    verify: () => verifyLedger(as("vera"), readStep),
    reconcile: () => reconcileDeliveries(as("vera"), () => Promise.resolve(coreView)),
  };
  await world.learn({ kind: "plan", market: null, plan: EMPTY_WORLD.plan });
  return world;
}

export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of stream) all.push(one);
  return all;
}

/** What a flow gives when it does what it was asked. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`refused: ${outcome.refusal.code}: ${outcome.refusal.message}`);
}

async function learnStep(deps: FlowDeps, step: Exclude<WorldStep, { kind: "contract" | "close" }>): Promise<void> {
  switch (step.kind) {
    case "plan":
      return changePlan(deps, step.market, step.plan);
    case "matrix":
    case "target":
      return importStep(deps, step);
    default:
      return step satisfies never;
  }
}

/** Sets what a plan says, key by key. */
export async function changePlan(deps: FlowDeps, market: string | null, plan: Partial<WorldPlan>): Promise<void> {
  const texts: [string, string | undefined][] = [
    ["clawback-months", plan.clawbackMonths?.toString()],
    ["exempt-reasons", plan.exempt === undefined ? undefined : plan.exempt ? EXEMPT : ""],
    ["eligible-categories", plan.staffCounts === undefined ? undefined : plan.staffCounts ? "retail, staff" : "retail"],
  ];
  for (const [name, text] of texts) {
    if (text !== undefined) valueOf(await changeSetting(deps, name, text, market));
  }
}

/** What a workbook of one matrix or one target would be read as. */
export type WorkbookStep = Extract<WorldStep, { kind: "matrix" | "target" }>;

function contentOf(step: WorkbookStep): WorkbookContent {
  if (step.kind === "matrix")
    return { kind: "commission-matrices", year: step.matrix.year, matrices: [readMatrix(step.matrix)] };
  return { kind: "sales-targets", year: Number(step.target.month.slice(0, 4)), targets: [readTarget(step.target)] };
}

/** Stands in for the reader of workbooks: the bytes are the step itself. */
export const readStep: WorkbookReader = ({ bytes }) => {
  const step = WorkbookStepText.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
  return Promise.resolve({ named: null, content: contentOf(step), problems: [] });
};
const WorkbookStepText = z.custom<WorkbookStep>((value) => typeof value === "object");

async function importStep(deps: FlowDeps, step: WorkbookStep): Promise<void> {
  const content = contentOf(step);
  const file = { name: `${content.kind}_${content.year}.xlsx`, bytes: Buffer.from(JSON.stringify(step)) };
  await activateContent(deps, file, content, []);
}

function readMatrix(matrix: WorldMatrix): ReadMatrix {
  const cell = { cell: "A1", text: "" };
  const origin = {
    sheet: matrix.market,
    penetrationCells: matrix.penetration.map(() => cell),
    achievementCells: matrix.achievement.map(() => cell),
    rateCells: matrix.ratesPpm.map((row) => row.map(() => cell)),
  };
  return { matrix: matrixOf(matrix), origin };
}

function readTarget({ agent, market, month, units }: WorldTarget): TargetCell {
  const where = {
    agentId: agent,
    market,
    period: periodOfText(month),
    sheet: "Targets",
    cell: "B2",
    text: String(units),
  };
  if (units === null) return { ...where, amount: null };
  if (market === null) return { ...where, amount: { unit: "whole", value: BigInt(units) } };
  return { ...where, amount: { unit: "minor", value: BigInt(units) * 10n ** BigInt(DECIMALS[market] ?? 0) } };
}

function arrivalOf(event: WorldEvent, index: number): Arrival {
  const raw = Buffer.from(JSON.stringify(messageOf(event)));
  const today = parseCalendarDate(NOW.toISOString().slice(0, 10));
  if (today === null) throw new Error("assertion: now has a date");
  const parsed = parseEvent(raw, { today: () => today });
  if (parsed.kind === "invalid") throw new Error(`assertion: an invalid event: ${JSON.stringify(parsed.problems)}`);
  return { line: index + 1, event: parsed, rawLength: raw.length };
}

/** The event as the source sends it. */
export function messageOf({ id, contract: c }: WorldEvent) {
  const decimals = DECIMALS[c.market] ?? 0;
  return {
    specversion: "1.0",
    id,
    source: "world",
    type: "contract.recorded.v1",
    data: {
      contractId: c.contract,
      sequence: c.sequence,
      market: c.market,
      agentId: c.agent,
      contractDate: c.date,
      category: c.category,
      financed: c.financed,
      amount: decimalText(minorOf(c, decimals), decimals),
      currency: CURRENCIES[c.market],
      cancellation:
        c.cancellation === null
          ? null
          : { date: cancellationDate(c.date, c.cancellation), reason: c.cancellation.reason },
    },
  };
}
