/**
 * `deliver`: what is due goes to Core View; what happened to each batch, and what a person has to do.
 */
import { grouped } from "../../../domain/grouped.ts";
import { deliverBatches, type DeliveredBatch } from "../../../flows/deliver-batches.ts";
import { readDeliveries } from "../../../flows/read-deliveries.ts";
import { marketArgument } from "../arguments.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { common, type CommandPart } from "../command-part.ts";
import { usageError } from "../failures.ts";
import { moneyText } from "../money-text.ts";
import { textTable } from "../text-table.ts";

interface DeliverOptions extends CommonOptions {
  readonly market?: string;
  readonly scheduled?: boolean;
  readonly again?: string;
}

export const deliverCommand: CommandPart = (program, env, exit) => {
  common(program.command("deliver"))
    .description("send what is due to Core View, and ask about what it has not acknowledged")
    .option("--market <market>", "only this market", marketArgument)
    .option("--scheduled", "only what is due by itself now, as a timer calls it: waits and refusals are left alone")
    .option(
      "--again <batch>",
      "only this batch, although it may be at Core View: its people say that they do not have it",
    )
    .action(async (options: DeliverOptions) => {
      if (options.again !== undefined && options.scheduled === true)
        throw usageError("--again is for a person: leave out --scheduled.");

      exit(await withContext(options, env, (context) => deliver(context, options)));
    });
};

async function deliver(context: Context, { market, scheduled, again }: DeliverOptions): Promise<number> {
  const { deps, output } = context;
  const { batches, closesDelivered } = await deliverBatches(deps, context.coreViewOf, {
    mode: scheduled === true ? "scheduled" : "by-hand",
    market,
    again,
  });
  if (batches.length === 0) output.line(await nothingDue(context, market));
  else showTable(context, batches);
  for (const batch of batches) showProblem(context, batch);
  for (const id of closesDelivered) output.line(`Close ${id} is delivered.`);
  await output.document({
    batches: batches.map((b) => ({
      id: b.id,
      market: b.market,
      currency: b.currency,
      bookedIn: b.bookedIn,
      close: b.closeId,
      entries: b.entryCount,
      sum: moneyText(b.sumMinor, b.currency),
      state: b.state,
      attempts: b.attempts,
      code: b.code,
      problem: b.problem,
      nextAttemptAt: b.nextAttemptAt?.toISOString() ?? null,
      refusedEntries: b.refusedEntries.map((e) => ({ entryId: e.entryId, state: e.state, reason: e.reason })),
      alarm: b.alarm,
    })),
    closes: [...closesDelivered],
  });
  return batches.every((b) => b.state === "accepted") ? 0 : 1;
}

async function nothingDue({ deps }: Context, market: string | undefined): Promise<string> {
  const waiting = (await readDeliveries(deps, { market })).filter((b) => b.state !== "accepted").length;
  if (waiting === 0) return "Nothing is due.";
  return `Nothing is due now. ${waiting} ${waiting === 1 ? "batch waits" : "batches wait"}: "deliveries" lists them.`;
}

function showTable({ output }: Context, batches: readonly DeliveredBatch[]): void {
  const columns = [
    { title: "batch" },
    { title: "market" },
    { title: "entries", right: true },
    { title: "sum", right: true },
    { title: "" },
    { title: "state" },
  ];
  const rows = batches.map((b) => [
    b.id,
    b.market,
    String(b.entryCount),
    grouped(moneyText(b.sumMinor, b.currency)),
    b.currency,
    b.state,
  ]);
  for (const line of textTable(columns, rows)) output.line(line);
}

function showProblem({ output }: Context, batch: DeliveredBatch): void {
  if (batch.problem !== null) {
    const next =
      batch.nextAttemptAt === null
        ? ""
        : ` Next by itself: ${batch.nextAttemptAt.toISOString()} (deliver --scheduled).`;
    output.note(`${batch.id}: ${batch.problem}${next}`);
    for (const e of batch.refusedEntries)
      output.note(`  entry ${e.entryId} ${e.state}: ${e.reason ?? "no reason given"}`);
  }
  if (batch.alarm !== null) output.note(`ALARM: ${batch.alarm}`);
}
