/**
 * The small world played through the flows on a real database: its steps as events, workbooks, settings and closes.
 * In: a database, a folder for Core View. Out: what the flows answer.
 */
import { createHash } from "node:crypto";
import { parseEvent } from "../../src/contracts/parse-event.ts";
import { parseCalendarDate, type Period } from "../../src/domain/period.ts";
import type { Outcome } from "../../src/domain/refusal.ts";
import { approveClose, rejectClose } from "../../src/flows/approve-close.ts";
import { changeSetting } from "../../src/flows/change-setting.ts";
import { closePeriod } from "../../src/flows/close-period.ts";
import { deliverBatches } from "../../src/flows/deliver-batches.ts";
import type { FlowDeps } from "../../src/flows/deps.ts";
import { ingestBatch, type Arrival, type Fate } from "../../src/flows/ingest-batch.ts";
import { readStatements, type StatementOnRequest } from "../../src/flows/read-statements.ts";
import { reconcileDeliveries, type Reconciliation } from "../../src/flows/reconcile-deliveries.ts";
import { verifyLedger, type Verification } from "../../src/flows/verify-ledger.ts";
import type { CoreViewAdapter } from "../../src/platform/core-view.ts";
import { createDirectoryCoreView } from "../../src/platform/core-view-directory.ts";
import type { Database, Transaction } from "../../src/platform/database.ts";
import type { Close } from "../../src/store/closes.sql.ts";
import { advanceInputs, lockInputs } from "../../src/store/revision.sql.ts";
import { insertMatrixVersion, insertTargetVersions, insertWorkbook } from "../../src/store/workbooks.sql.ts";
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

/** Brings the plan of an empty world into force. */
export async function createFlowWorld(db: Database, folder: string): Promise<FlowWorld> {
  const as = (actor: string): FlowDeps => ({ db, now: () => NOW, actor, progress: () => undefined });
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
      await deliverBatches(as("frida"), () => Promise.resolve(coreView));
    },
    verify: () => verifyLedger(as("vera")),
    reconcile: () => reconcileDeliveries(as("vera"), [coreView], () => Promise.resolve(coreView)),
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
      return deps.db.transaction((tx) => writeMatrix(tx, deps, step.matrix));
    case "target":
      return deps.db.transaction((tx) => writeTarget(tx, deps, step.target));
    default:
      return step satisfies never;
  }
}

async function changePlan(deps: FlowDeps, market: string | null, plan: Partial<WorldPlan>): Promise<void> {
  const texts: [string, string | undefined][] = [
    ["clawback-months", plan.clawbackMonths?.toString()],
    ["exempt-reasons", plan.exempt === undefined ? undefined : plan.exempt ? EXEMPT : ""],
    ["eligible-categories", plan.staffCounts === undefined ? undefined : plan.staffCounts ? "retail, staff" : "retail"],
  ];
  for (const [name, text] of texts) {
    if (text !== undefined) valueOf(await changeSetting(deps, name, text, market));
  }
}

/** What every workbook is stored with; its bytes are the step itself. */
async function newWorkbook(
  tx: Transaction,
  deps: FlowDeps,
  kind: "commission-matrices" | "sales-targets",
  content: { readonly year: number },
): Promise<{ revision: bigint; workbookId: bigint }> {
  const revision = (await lockInputs(tx)) + 1n;
  const bytes = Buffer.from(JSON.stringify(content));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const facts = { revision, kind, year: content.year, sha256, bytes, uploadedBy: deps.actor, uploadedAt: deps.now() };
  const workbookId = await insertWorkbook(tx, { ...facts, fileName: `${kind}_${content.year}.xlsx` });
  await advanceInputs(tx, revision);
  return { revision, workbookId };
}

async function writeMatrix(tx: Transaction, deps: FlowDeps, matrix: WorldMatrix): Promise<void> {
  const source = await newWorkbook(tx, deps, "commission-matrices", matrix);
  const cell = { cell: "A1", text: "" };
  const origin = {
    sheet: matrix.market,
    penetrationCells: matrix.penetration.map(() => cell),
    achievementCells: matrix.achievement.map(() => cell),
    rateCells: matrix.ratesPpm.map((row) => row.map(() => cell)),
  };
  await insertMatrixVersion(tx, { ...source, matrix: matrixOf(matrix), origin });
}

async function writeTarget(tx: Transaction, deps: FlowDeps, target: WorldTarget): Promise<void> {
  const source = await newWorkbook(tx, deps, "sales-targets", { ...target, year: Number(target.month.slice(0, 4)) });
  const { agent, market, month, units } = target;
  const decimals = BigInt(DECIMALS[market ?? ""] ?? 0);
  const amount =
    units === null
      ? null
      : market === null
        ? { unit: "whole" as const, value: BigInt(units) }
        : { unit: "minor" as const, value: BigInt(units) * 10n ** decimals };
  const at = { sheet: "Targets", cell: "B2", text: String(units ?? "") };
  await insertTargetVersions(tx, source, [{ agentId: agent, market, period: periodOfText(month), amount, ...at }]);
}

function arrivalOf(event: WorldEvent, index: number): Arrival {
  const raw = Buffer.from(JSON.stringify(messageOf(event)));
  const today = parseCalendarDate(NOW.toISOString().slice(0, 10));
  if (today === null) throw new Error("assertion: now has a date");
  const parsed = parseEvent(raw, { today: () => today });
  if (parsed.kind === "invalid") throw new Error(`assertion: an invalid event: ${JSON.stringify(parsed.problems)}`);
  return { line: index + 1, event: parsed, rawLength: raw.length };
}

function messageOf({ id, contract: c }: WorldEvent) {
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
