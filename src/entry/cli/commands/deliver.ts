/**
 * `deliver` and `reconcile`: what goes to Core View, and whether it is there.
 */
import { exponentOf } from "../../../domain/currency.ts";
import { grouped } from "../../../domain/grouped.ts";
import { formatMinor } from "../../../domain/money.ts";
import { deliverBatches } from "../../../flows/deliver-batches.ts";
import { reconcileDeliveries } from "../../../flows/reconcile-deliveries.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { common, type CommandPart } from "../command-part.ts";
import { textTable } from "../text-table.ts";

export const deliverCommand: CommandPart = (program, env, exit) => {
  common(program.command("deliver"))
    .description("send what is due to Core View")
    .action(async (options: CommonOptions) => exit(await withContext(options, env, deliver)));
};

async function deliver(context: Context): Promise<number> {
  const { deps, output } = context;
  const { batches, closesDelivered } = await deliverBatches(deps, context.coreViewOf);
  const rows = batches.map((b) => [b.id, b.market, String(b.entryCount), grouped(sumText(b)), b.currency, b.state]);
  if (rows.length === 0) output.line("Nothing is due.");
  else {
    const columns = [
      { title: "batch" },
      { title: "market" },
      { title: "entries", right: true },
      { title: "sum", right: true },
      { title: "" },
      { title: "state" },
    ];
    for (const line of textTable(columns, rows)) output.line(line);
  }
  for (const batch of batches) if (batch.problem !== null) output.note(`${batch.id}: ${batch.problem}`);
  for (const id of closesDelivered) output.line(`Close ${id} is delivered.`);
  await output.document({
    batches: batches.map((b) => ({
      id: b.id,
      market: b.market,
      currency: b.currency,
      bookedIn: b.bookedIn,
      close: b.closeId,
      entries: b.entryCount,
      sum: sumText(b),
      state: b.state,
      problem: b.problem,
    })),
    closes: closesDelivered,
  });
  return batches.every((b) => b.state === "accepted") ? 0 : 1;
}

function sumText(batch: { sumMinor: bigint; currency: string }): string {
  return formatMinor(batch.sumMinor, exponentOf(batch.currency) ?? 0);
}

export const reconcileCommand: CommandPart = (program, env, exit) => {
  common(program.command("reconcile"))
    .description("compare ledger, batches and Core View; name every difference")
    .action(async (options: CommonOptions) => exit(await withContext(options, env, reconcile)));
};

async function reconcile(context: Context): Promise<number> {
  const { deps, output } = context;
  const result = await reconcileDeliveries(deps, context.coreViewOf);
  for (const d of result.differences) {
    output.line(`${d.code}: ${d.message}`);
    output.line(
      `  ${[d.market, d.agentId, d.contractId, d.bookedIn === null ? null : `booked in ${d.bookedIn}`].filter((x) => x !== null).join(", ")}`,
    );
    output.line(`  found:    ${d.found}`);
    output.line(`  expected: ${d.expected}`);
  }
  const due =
    result.outstanding.length === 0
      ? ""
      : ` ${result.outstanding.length} batches are due and not delivered yet: run deliver.`;
  output.line(
    result.ok
      ? `Ledger, batches and Core View agree: ${result.entries} entries in ${result.batches} batches.${due}`
      : `${result.differences.length} differences.${due}`,
  );
  await output.document({
    ok: result.ok,
    entries: result.entries,
    batches: result.batches,
    differences: result.differences.map((d) => ({ ...d })),
    outstanding: result.outstanding.map((o) => ({
      batch: o.batch,
      market: o.market,
      currency: o.currency,
      entries: o.entries,
      sum: sumText(o),
      state: o.state,
    })),
  });
  return result.ok ? 0 : 1;
}
