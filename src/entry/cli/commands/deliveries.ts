/**
 * `deliveries`: the batches with their states; one batch with the timeline of its attempts and its entries.
 */
import { readBatchTimeline, readDeliveries, type BatchTimeline } from "../../../flows/read-deliveries.ts";
import { marketArgument } from "../arguments.ts";
import { exportable, exportFile, isExport, type ExportOptions } from "../export-file.ts";
import { usageError } from "../failures.ts";
import { batchTable } from "../../../flows/export-records.ts";
import { batchJson } from "../batch-json.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { common, refusedBy, type CommandPart } from "../command-part.ts";
import { moneyText } from "../money-text.ts";
import { grouped } from "../../../domain/grouped.ts";
import { textTable } from "../text-table.ts";

export const deliveriesCommand: CommandPart = (program, env, exit) => {
  exportable(common(program.command("deliveries")))
    .description("list the batches for Core View: state, attempts, next attempt, last problem")
    .option("--market <market>", "only this market", marketArgument)
    .option("--batch <id>", "one batch: its attempts and its entries")
    .action(async (options: CommonOptions & ExportOptions & { market?: string; batch?: string }) => {
      const { market, batch } = options;
      const toFile = isExport(options);
      if (toFile && batch !== undefined) throw usageError("Found --batch and a file; expected one of them.");
      exit(
        await withContext(options, env, (context) =>
          toFile
            ? exportAll(context, options, market)
            : batch === undefined
              ? listAll(context, market)
              : showOne(context, batch),
        ),
      );
    });
};

function exportAll(context: Context, options: ExportOptions, market: string | undefined): Promise<number> {
  const table = batchTable(context.deps, { markets: market === undefined ? null : [market] });
  return exportFile(context, options, "deliveries", { market }, table);
}

type Batch = BatchTimeline["batch"];

async function listAll({ deps, output }: Context, market: string | undefined): Promise<number> {
  const batches = await readDeliveries(deps, { market });
  const columns = [
    { title: "batch" },
    { title: "entries", right: true },
    { title: "sum", right: true },
    { title: "" },
    { title: "state" },
    { title: "attempts", right: true },
    { title: "next attempt" },
    { title: "last problem" },
  ];
  const rows = batches.map((b) => [
    b.id,
    String(b.entryCount),
    grouped(moneyText(b.sumMinor, b.currency)),
    b.currency,
    b.state,
    String(b.attempts),
    nextText(b),
    b.lastProblemCode ?? "",
  ]);
  if (rows.length === 0) output.line("No batch was cut yet: approve a close first.");
  else for (const line of textTable(columns, rows)) output.line(line);
  await output.document({ deliveries: batches.map(batchJson) });
  return 0;
}

async function showOne({ deps, output }: Context, id: string): Promise<number> {
  const found = await readBatchTimeline(deps, id);
  if (!found.ok) throw refusedBy(found.refusal);
  const { batch, attempts, entries } = found.value;
  const sum = `${grouped(moneyText(batch.sumMinor, batch.currency))} ${batch.currency}`;
  output.line(`${batch.id}: ${batch.state}. ${batch.entryCount} entries, ${sum}, of close ${batch.closeId}.`);
  if (nextText(batch) !== "") output.line(`Next attempt: ${nextText(batch)}.`);
  for (const a of attempts) {
    const outcome = a.outcome ?? "interrupted: Core View may have it, and is asked before anything is sent";
    output.line(`  ${a.number}  ${a.startedAt}  ${a.actor}  ${outcome}${a.code === null ? "" : ` (${a.code})`}`);
    if (a.problem !== null) output.line(`     ${a.problem}`);
  }
  if (attempts.length === 0) output.line("  No attempt yet.");
  const columns = [
    { title: "entry" },
    { title: "agent" },
    { title: "contract" },
    { title: "amount", right: true },
    { title: "state" },
  ];
  const rows = entries.map((e) => [
    e.id,
    e.agentId,
    e.contractId,
    grouped(moneyText(e.amountMinor, e.currency)),
    e.reason === null ? e.state : `${e.state}: ${e.reason}`,
  ]);
  for (const line of textTable(columns, rows)) output.line(line);
  await output.document({
    delivery: batchJson(batch),
    timeline: attempts.map((a) => ({ ...a })),
    entries: entries.map((e) => ({
      entryId: e.id,
      agentId: e.agentId,
      contractId: e.contractId,
      period: e.period,
      bookedIn: e.bookedIn,
      kind: e.kind,
      amount: moneyText(e.amountMinor, e.currency),
      currency: e.currency,
      state: e.state,
      reason: e.reason,
    })),
  });
  return 0;
}

function nextText(batch: Batch): string {
  if (batch.state === "accepted") return "";
  if (batch.nextAttemptAt !== null) return batch.nextAttemptAt;
  return batch.state === "pending" ? "at once" : "waits for a person";
}
