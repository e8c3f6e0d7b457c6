/**
 * `reconcile`: whether ledger, batches and Core View agree, and what a person has to do; and `reconcile waive`.
 */
import {
  readDifferences,
  reconcileDeliveries,
  type Reconciliation,
  type ReconciliationDifference,
} from "../../../flows/reconcile-deliveries.ts";
import { waiveDifferences } from "../../../flows/waive-differences.ts";
import { differenceArgument } from "../arguments.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { common, refusedBy, type CommandPart } from "../command-part.ts";
import { moneyText } from "../money-text.ts";
import { usageError } from "../failures.ts";
import type { Json } from "../output.ts";
import { grouped } from "../../../domain/grouped.ts";
import { textTable } from "../text-table.ts";

/** A whole batch that is missing differs in each of its entries. */
const MOST_SHOWN = 20;

export const reconcileCommand: CommandPart = (program, env, exit) => {
  common(program.command("reconcile"))
    .description("compare ledger, batches and Core View; name every difference; or waive ID… --reason TEXT")
    .argument("[action]", "waive, to say that differences are explained")
    .argument("[ids...]", "the differences' ids")
    .option("--reason <text>", "why differences are waived")
    .action(async (action: string | undefined, ids: string[], options: CommonOptions & { reason?: string }) => {
      const waiver = action === undefined ? null : waiverOf(action, ids, options.reason);
      exit(
        await withContext(options, env, (context) => (waiver === null ? reconcile(context) : waive(context, waiver))),
      );
    });
};

interface Waiver {
  readonly ids: readonly bigint[];
  readonly reason: string;
}

/** What is asked for; wrong usage is told before any database is opened. */
function waiverOf(action: string, texts: readonly string[], reason: string | undefined): Waiver {
  if (action !== "waive") throw usageError(`Found "reconcile ${action}"; expected reconcile, or reconcile waive.`);
  if (texts.length === 0) throw usageError("reconcile waive needs the ids of differences.");
  if (reason === undefined) throw usageError("reconcile waive needs --reason TEXT.");
  return { ids: [...new Set(texts.map(differenceArgument))], reason };
}

async function waive(context: Context, { ids, reason }: Waiver): Promise<number> {
  const { deps, output } = context;
  const outcome = await waiveDifferences(deps, ids, reason);
  if (!outcome.ok) throw refusedBy(outcome.refusal);
  for (const d of outcome.value)
    output.line(`${d.id} ${d.code}: ${d.state}${d.reason === null ? "" : ` (${d.reason})`}`);
  await output.document({ differences: outcome.value.map(differenceJson) });
  return 0;
}

async function reconcile(context: Context): Promise<number> {
  const { deps, output } = context;
  const result = await reconcileDeliveries(deps, context.coreViewOf);
  if (!output.json) await showDifferences(context, result);
  showSums(context, result);
  for (const u of result.unreachable) output.line(`${u.code}: ${u.message}`);
  for (const r of result.refused) {
    const where = `${r.market}, ${r.agentId}, ${r.contractId}, booked in ${r.bookedIn}`;
    const amount = `${moneyText(r.amountMinor, r.currency)} ${r.currency}`;
    output.line(`refused by Core View: ${amount} (${where}; batch ${r.batch}): ${r.reason ?? "no reason given"}`);
  }
  output.line(verdict(result));
  await output.document({
    ok: result.ok,
    entries: result.entries,
    batches: result.batches,
    differences: differencesJson(context, result),
    unreachable: result.unreachable.map((u) => ({ ...u })),
    outstanding: result.outstanding.map((o) => ({
      batch: o.id,
      market: o.market,
      currency: o.currency,
      entries: o.entryCount,
      sum: moneyText(o.sumMinor, o.currency),
      state: o.state,
      code: o.lastProblemCode,
      problem: o.lastProblem,
    })),
    refused: result.refused.map(({ amountMinor, ...r }) => ({ ...r, amount: moneyText(amountMinor, r.currency) })),
    sums: result.sums.map((s) => ({ market: s.market, currency: s.currency, ...sumTexts(s) })),
  });
  return result.ok ? 0 : 1;
}

async function showDifferences({ deps, output }: Context, { run, open, waived }: Reconciliation): Promise<void> {
  let shown = 0;
  for await (const d of readDifferences(deps, run)) {
    if (shown === MOST_SHOWN) {
      output.line(`… and ${open + waived - shown} more: --json prints all of them.`);
      return;
    }
    shown += 1;
    output.line(`${d.id} ${d.code}${d.state === "waived" ? ` (waived: ${d.reason})` : ""}: ${d.message}`);
    const where = [d.market, d.agentId, d.contractId, d.bookedIn === null ? null : `booked in ${d.bookedIn}`];
    output.line(`  ${where.filter((x) => x !== null).join(", ")}`);
    output.line(`  found:    ${d.found}`);
    output.line(`  expected: ${d.expected}`);
  }
}

function showSums({ output }: Context, { sums }: Reconciliation): void {
  if (sums.length === 0) return;
  const figures = (["ledger", "accepted", "outstanding", "refused"] as const).map((title) => ({ title, right: true }));
  const rows = sums.map((s) => {
    const texts = sumTexts(s);
    return [s.market, ...figures.map(({ title }) => grouped(texts[title])), s.currency];
  });
  for (const line of textTable([{ title: "market" }, ...figures, { title: "" }], rows)) output.line(line);
}

function sumTexts(s: Reconciliation["sums"][number]) {
  return {
    ledger: moneyText(s.ledgerMinor, s.currency),
    accepted: moneyText(s.acceptedMinor, s.currency),
    outstanding: moneyText(s.outstandingMinor, s.currency),
    refused: moneyText(s.refusedMinor, s.currency),
  };
}

function verdict({ ok, open, waived, outstanding, refused, entries, batches }: Reconciliation): string {
  const due = outstanding.length === 0 ? "" : ` ${outstanding.length} batches are not accepted yet: run deliver.`;
  const told =
    refused.length === 0
      ? ""
      : ` ${refused.length} entries are refused by Core View: mend the cause with its people, then run deliver.`;
  const known = waived === 0 ? "" : ` ${waived} waived differences are left aside.`;
  if (ok) return `Ledger, batches and Core View agree: ${entries} entries in ${batches} batches.${known}${due}${told}`;
  const next =
    open === 0 ? "" : " Mend them and run reconcile again, or explain them: reconcile waive ID… --reason TEXT.";
  return `${open} open differences.${next}${known}${due}${told}`;
}

async function* differencesJson({ deps }: Context, { run }: Reconciliation): AsyncGenerator<Json> {
  for await (const d of readDifferences(deps, run)) yield differenceJson(d);
}

function differenceJson(d: ReconciliationDifference): Json {
  return {
    id: String(d.id),
    state: d.state,
    code: d.code,
    batch: d.batch,
    market: d.market,
    agentId: d.agentId,
    contractId: d.contractId,
    bookedIn: d.bookedIn,
    found: d.found,
    expected: d.expected,
    message: d.message,
    reason: d.reason,
  };
}
