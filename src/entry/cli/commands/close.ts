/**
 * `close`, `approve`, `reject`: a period's way into the ledger, by two people.
 */
import { exponentOf } from "../../../domain/currency.ts";
import type { ProposedEntry } from "../../../domain/ledger-entry.ts";
import { formatMinor } from "../../../domain/money.ts";
import type { Period } from "../../../domain/period.ts";
import type { Outcome, Refusal } from "../../../domain/refusal.ts";
import { approveClose, rejectClose } from "../../../flows/approve-close.ts";
import { completenessOf } from "../../../flows/completeness.ts";
import { closePeriod, marketsClosable } from "../../../flows/close-period.ts";
import { readCloseEntries, type Close } from "../../../flows/read-closes.ts";
import { marketArgument, periodArgument } from "../arguments.ts";
import { completenessJson, completenessLine } from "../completeness-json.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { CommandRefused } from "../failures.ts";
import type { Json } from "../output.ts";
import { common, refusedBy, type CommandPart } from "../command-part.ts";
import { signed, textTable } from "../text-table.ts";

const MOST_SHOWN = 20;

export const closeCommand: CommandPart = (program, env, exit) => {
  common(program.command("close"))
    .description("calculate a period's close: proposes entries, posts nothing")
    .requiredOption("--period <YYYY-MM>", "the month to close", periodArgument)
    .option("--market <market>", "only this market", marketArgument)
    .action(async (options: CommonOptions & { period: Period; market?: string }) => {
      exit(await withContext(options, env, (context) => closeMarkets(context, options.period, options.market)));
    });
};

async function closeMarkets(context: Context, period: Period, market: string | undefined): Promise<number> {
  const { deps, output } = context;
  const markets = market === undefined ? await marketsClosable(deps, period) : [market];
  const closes: Close[] = [];
  const refusals: { market: string; refusal: Refusal }[] = [];
  for (const one of markets) {
    const outcome = await closePeriod(deps, one, period);
    if (outcome.ok) closes.push(outcome.value);
    else refusals.push({ market: one, refusal: outcome.refusal });
  }
  if (market !== undefined && refusals[0] !== undefined) throw refusedBy(refusals[0].refusal);
  const [first] = refusals;
  if (closes.length === 0 && first !== undefined) {
    const message = refusals.map((r) => r.refusal.message).join("\n");
    throw new CommandRefused(first.refusal.code, message, {
      refused: refusals.map((r) => ({ market: r.market, ...r.refusal.details })),
    });
  }
  for (const close of closes) await showClose(context, close);
  for (const { refusal } of refusals) output.note(refusal.message);
  if (markets.length === 0)
    output.line(`No market has counting contracts in ${period} or a closed period: there is nothing to close.`);
  await output.document({
    closes: await Promise.all(closes.map((close) => closeJson(context, close))),
    refused: refusals.map((r) => ({ market: r.market, error: { code: r.refusal.code, message: r.refusal.message } })),
  });
  return refusals.length > 0 ? 1 : 0;
}

export const approveCommand: CommandPart = (program, env, exit) => {
  common(program.command("approve"))
    .description("post a close to the ledger and queue it for delivery")
    .argument("<close>", "the close's id")
    .action(async (id: string, options: CommonOptions) => {
      exit(await withContext(options, env, (context) => decide(context, approveClose(context.deps, id))));
    });
};

export const rejectCommand: CommandPart = (program, env, exit) => {
  common(program.command("reject"))
    .description("reject a close: nothing is posted")
    .argument("<close>", "the close's id")
    .requiredOption("--reason <text>", "why")
    .action(async (id: string, options: CommonOptions & { reason: string }) => {
      exit(
        await withContext(options, env, (context) => decide(context, rejectClose(context.deps, id, options.reason))),
      );
    });
};

async function decide(context: Context, deciding: Promise<Outcome<Close>>): Promise<number> {
  const outcome = await deciding;
  if (!outcome.ok) throw refusedBy(outcome.refusal);
  await showClose(context, outcome.value);
  await context.output.document({ close: await closeJson(context, outcome.value) });
  return 0;
}

async function closeJson(context: Context, close: Close): Promise<Json> {
  async function* entries(): AsyncGenerator<Json> {
    for await (const entry of readCloseEntries(context.deps, close)) yield entryJson(entry);
  }
  return {
    id: close.id,
    market: close.market,
    period: close.period,
    status: close.status,
    statements: close.statementCount,
    blocked: close.blocked.map((b) => ({ agentId: b.agentId, period: b.period, reason: b.reason })),
    startedBy: close.startedBy,
    decidedBy: close.decidedBy,
    reason: close.reason,
    completeness: completenessJson(await completenessOf(context.deps.db, close.market, close.period)),
    entries: entries(),
  };
}

function entryJson(entry: ProposedEntry): Json {
  return {
    id: entry.id,
    contractId: entry.contractId,
    agentId: entry.agentId,
    market: entry.market,
    kind: entry.kind,
    period: entry.period,
    bookedIn: entry.bookedIn,
    ratePpm: entry.ratePpm,
    amount: formatMinor(entry.amountMinor, exponentOf(entry.currency) ?? 0),
    currency: entry.currency,
  };
}

/** A close for people: what it found, its sums by kind, its first entries, who is blocked. */
async function showClose(context: Context, close: Close): Promise<void> {
  const { output } = context;
  if (output.json) return;
  output.line(`${close.id}: ${close.status}. ${close.statementCount} statements, ${close.entryCount} entries.`);
  const completeness = await completenessOf(context.deps.db, close.market, close.period);
  if (completeness !== null) output.line(`  ${completenessLine(completeness)}`);
  const sums = new Map<string, { count: number; sum: bigint; currency: string; kind: string }>();
  const first: ProposedEntry[] = [];
  for await (const entry of readCloseEntries(context.deps, close)) {
    const key = `${entry.currency} ${entry.kind}`;
    const sum = sums.get(key) ?? { count: 0, sum: 0n, currency: entry.currency, kind: entry.kind };
    sums.set(key, { ...sum, count: sum.count + 1, sum: sum.sum + entry.amountMinor });
    if (first.length < MOST_SHOWN) first.push(entry);
  }
  const money = (minor: bigint, currency: string): string => signed(formatMinor(minor, exponentOf(currency) ?? 0));
  const totals = [...sums.values()].map((s) => [s.kind, String(s.count), money(s.sum, s.currency), s.currency]);
  const columns = [{ title: "kind" }, { title: "entries", right: true }, { title: "sum", right: true }, { title: "" }];
  if (totals.length > 0) for (const line of textTable(columns, totals)) output.line(`  ${line}`);
  if (first.length > 0 && close.status === "calculated") {
    output.line();
    const rows = first.map((e) => [
      e.contractId,
      e.agentId,
      e.kind,
      e.period,
      money(e.amountMinor, e.currency),
      e.currency,
    ]);
    const titles = [
      { title: "contract" },
      { title: "agent" },
      { title: "kind" },
      { title: "period" },
      { title: "amount", right: true },
      { title: "" },
    ];
    for (const line of textTable(titles, rows)) output.line(`  ${line}`);
    if (close.entryCount > first.length)
      output.line(`  … and ${close.entryCount - first.length} more: --json prints all of them.`);
  }
  for (const blocked of close.blocked)
    output.line(`  blocked: ${blocked.agentId}, ${blocked.period}: ${blocked.reason}`);
  if (close.status === "calculated") output.line(`Next, somebody else: opencommission approve ${close.id} --as NAME`);
  output.line();
}
