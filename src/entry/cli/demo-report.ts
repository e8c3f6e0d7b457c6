/**
 * The demo's report for a controller: what was earned, who is blocked, what was corrected and why, what was delivered, one amount explained.
 */
import { exponentOf } from "../../domain/currency.ts";
import { grouped } from "../../domain/grouped.ts";
import { formatMinor } from "../../domain/money.ts";
import { percentText } from "../../domain/rate.ts";
import type { Statement } from "../../domain/statement.ts";
import { explainCommission } from "../../flows/explain-commission.ts";
import { readCauses, type CausedEntry } from "../../flows/read-causes.ts";
import { readPostedCloses, type Close } from "../../flows/read-closes.ts";
import { readDeliveries } from "../../flows/read-deliveries.ts";
import { readLedger } from "../../flows/read-ledger.ts";
import { readRejected } from "../../flows/rejected-messages.ts";
import { readStatements } from "../../flows/read-statements.ts";
import type { Context } from "./context.ts";
import { earnedByPeriod, postedByPeriod } from "./demo-earned.ts";
import { explanationText } from "./explain-text.ts";
import type { Json } from "./output.ts";
import { signed, textTable } from "./text-table.ts";

const money = (minor: bigint, currency: string): string => formatMinor(minor, exponentOf(currency) ?? 0);
const MOST_OF_A_CAUSE = 3;

export async function* demoReport(context: Context): AsyncGenerator<string> {
  const closes = await readPostedCloses(context.deps);
  const statements = await statementsOf(context, closes);
  yield* earnedByPeriod(closes, statements, await postedByPeriod(context.deps));
  yield* blocked(statements);
  yield* corrections(context, closes);
  yield* delivered(context);
  yield* oneExplained(context, statements);
}

async function statementsOf({ deps }: Context, closes: readonly Close[]): Promise<Map<string, Statement[]>> {
  const found = new Map<string, Statement[]>();
  for (const { market, period } of closes) {
    const list: Statement[] = [];
    for await (const { statement } of readStatements(deps, { period, market })) list.push(statement);
    found.set(`${market} ${period}`, list);
  }
  return found;
}

const WHAT_TO_DO = {
  "matrix-missing": "import a commission matrix of the market and year",
  "target-missing": "import a sales target of the agent for the month",
  "target-ambiguous": "the target names no market and the agent sold in several: import one for each market",
} as const;

function* blocked(statements: ReadonlyMap<string, readonly Statement[]>): Generator<string> {
  const rows = [...statements.values()]
    .flat()
    .flatMap((s) => (s.status === "blocked" ? [[s.market, s.agentId, s.period, s.reason, WHAT_TO_DO[s.reason]]] : []));
  yield "BLOCKED: NOTHING IS POSTED UNTIL IT IS SOLVED";
  if (rows.length === 0) yield "Nobody.";
  else
    yield* textTable(
      ["market", "agent", "period", "reason", "what to do"].map((title) => ({ title })),
      rows,
    );
  yield "";
}

async function* corrections({ deps }: Context, closes: readonly Close[]): AsyncGenerator<string> {
  yield "CORRECTIONS AND CLAWBACKS, AND WHAT CAUSED THEM";
  let any = false;
  for (const close of closes) {
    const byCause = Map.groupBy(
      await readCauses(deps, close),
      ({ entry, cause }) => `${entry.kind}, ${CAUSES[cause.kind]}`,
    );
    for (const [title, caused] of byCause) {
      any = true;
      const currency = caused[0]?.entry.currency ?? "";
      const sum = caused.reduce((total, { entry }) => total + entry.amountMinor, 0n);
      yield `${close.id}: ${title}: ${caused.length} ${caused.length === 1 ? "entry" : "entries"}, ${signed(money(sum, currency))} ${currency}`;
      for (const one of caused.slice(0, MOST_OF_A_CAUSE)) yield `    ${causedText(one)}`;
      if (caused.length > MOST_OF_A_CAUSE) yield `    … and ${caused.length - MOST_OF_A_CAUSE} more`;
    }
  }
  if (!any) yield "None.";
  yield "";
}

const CAUSES: Readonly<Record<CausedEntry["cause"]["kind"], string>> = {
  cancelled: "contract cancelled",
  "cancellation-taken-back": "cancellation taken back",
  "late-contract": "contract reported after its month was closed",
  "moved-here": "contract moved here",
  "moved-away": "contract moved away",
  "no-longer-counts": "contract does not count any more",
  "rate-changed": "rate of the statement changed",
  "amount-changed": "amount of the contract changed",
};

function causedText({ entry, cause }: CausedEntry): string {
  const amount = `${entry.contractId} of ${entry.agentId}, ${entry.period}: ${signed(money(entry.amountMinor, entry.currency))} ${entry.currency}`;
  switch (cause.kind) {
    case "cancelled":
      return `${amount}: cancelled on ${cause.date}${cause.reason === null ? "" : ` (${cause.reason})`}`;
    case "rate-changed":
      return `${amount}: ${percentText(cause.from)} -> ${percentText(cause.to)}`;
    case "moved-away":
      return `${amount}: now with ${cause.agentId}, ${cause.market} ${cause.period}`;
    case "cancellation-taken-back":
    case "late-contract":
    case "moved-here":
    case "no-longer-counts":
    case "amount-changed":
      return amount;
    default:
      return cause satisfies never;
  }
}

async function* delivered({ deps, dataFolder }: Context): AsyncGenerator<string> {
  const batches = await readDeliveries(deps);
  yield "DELIVERED TO CORE VIEW";
  const rows = batches.map((b) => [
    `${b.id}.csv`,
    String(b.entryCount),
    grouped(money(b.sumMinor, b.currency)),
    b.currency,
    b.state,
  ]);
  yield* textTable(
    [
      { title: "file" },
      { title: "entries", right: true },
      { title: "sum", right: true },
      { title: "" },
      { title: "state" },
    ],
    rows,
  );
  yield `Each with its manifest in ${dataFolder}/core-view/`;
  const rejected = (await readRejected(deps)).filter((m) => m.state === "open").length;
  if (rejected > 0)
    yield `${rejected} messages could not be taken in and wait for a person: npm run -s cli -- rejected list`;
  yield "";
}

/** The payable statement with the fewest lines: it can be followed by eye. */
async function* oneExplained(
  { deps }: Context,
  statements: ReadonlyMap<string, readonly Statement[]>,
): AsyncGenerator<string> {
  const shortest = [...statements.values()]
    .flat()
    .filter((s) => s.status === "payable" && s.lines.length >= 3)
    .toSorted((a, b) => a.lines.length - b.lines.length)[0];
  if (shortest === undefined) return;
  const { period, agentId, market } = shortest;
  const explained = await explainCommission(deps, { period, agentId, market });
  if (!explained.ok) return;
  yield "ONE STATEMENT, LINE BY LINE";
  for (const document of explained.value) yield* explanationText(document);
}

export async function demoReportJson({ deps }: Context, changed: boolean): Promise<Json> {
  const closes = await readPostedCloses(deps);
  const statements: Json[] = [];
  for (const { market, period } of closes) {
    for await (const { statement, exponent, final } of readStatements(deps, { period, market })) {
      statements.push({
        agentId: statement.agentId,
        market,
        period,
        status: statement.status,
        reason: statement.reason,
        ratePpm: statement.ratePpm,
        commission: statement.commissionMinor === null ? null : formatMinor(statement.commissionMinor, exponent),
        currency: statement.currency,
        final,
      });
    }
  }
  const totals = new Map<
    string,
    { entries: number; sum: bigint; market: string; bookedIn: string; kind: string; currency: string }
  >();
  for await (const e of readLedger(deps, {})) {
    const key = JSON.stringify([e.market, e.bookedIn, e.kind, e.currency]);
    const total = totals.get(key) ?? {
      entries: 0,
      sum: 0n,
      market: e.market,
      bookedIn: e.bookedIn,
      kind: e.kind,
      currency: e.currency,
    };
    totals.set(key, { ...total, entries: total.entries + 1, sum: total.sum + e.amountMinor });
  }
  const deliveries = await readDeliveries(deps);
  return {
    changed,
    statements,
    ledger: [...totals.values()].map((t) => ({ ...t, sum: money(t.sum, t.currency) })),
    deliveries: deliveries.map((b) => ({
      id: b.id,
      market: b.market,
      currency: b.currency,
      entries: b.entryCount,
      sum: money(b.sumMinor, b.currency),
      state: b.state,
    })),
  };
}
