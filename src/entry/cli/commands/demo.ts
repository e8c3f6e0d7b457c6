/**
 * `demo`: the whole main job on the sample data, by two people, then a report. A second run finds nothing to do and says so.
 */
import { join } from "node:path";
import { parsePeriod, type Period } from "../../../domain/period.ts";
import { approveClose } from "../../../flows/approve-close.ts";
import { closePeriod, marketsClosable } from "../../../flows/close-period.ts";
import { deliverBatches } from "../../../flows/deliver-batches.ts";
import { closedPeriods } from "../../../flows/read-closes.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { demoReport, demoReportJson } from "../demo-report.ts";
import { importSample, ingestSample, SAMPLE_WORKBOOKS } from "../load-samples.ts";
import { common, type CommandPart } from "../command-part.ts";

/** What had arrived before each month's close; the last file is what has come since. */
const MONTHS: readonly { readonly events: string; readonly close: string | null }[] = [
  { events: "contracts-2024-01.ndjson", close: "2024-01" },
  { events: "contracts-2024-02.ndjson", close: "2024-02" },
  { events: "contracts-2024-03.ndjson.gz", close: "2024-03" },
  { events: "contracts-2024-04.ndjson", close: null },
];

/** Who plays whom. */
const FINANCE = "Frida Finance";
const APPROVER = "Adam Approver";

export const demoCommand: CommandPart = (program, env, exit) => {
  common(program.command("demo"))
    .description("the whole main job on the sample data, then a short report")
    .action(async (options: CommonOptions) => exit(await withContext(options, env, demo)));
};

async function demo(context: Context): Promise<number> {
  const { output } = context;
  let changed = false;
  for (const workbook of SAMPLE_WORKBOOKS) changed = (await importSample(context, FINANCE, workbook)) || changed;
  for (const { events, close } of MONTHS) {
    changed = (await ingestSample(context, FINANCE, events)) || changed;
    const period = close === null ? null : parsePeriod(close);
    if (period !== null) changed = (await closeAndApprove(context, period)) || changed;
  }
  const { batches } = await deliverBatches(context.actingAs(APPROVER), context.coreViewOf, {
    mode: "by-hand",
  });
  changed ||= batches.length > 0;
  if (batches.length > 0)
    output.line(`Delivered ${batches.length} batches to ${join(context.dataFolder, "core-view")}.`);
  output.line();
  if (!changed)
    output.line("Nothing has changed since the last run: every workbook, event, close and batch was there already.\n");
  for await (const line of demoReport(context)) output.line(line);
  await output.document(await demoReportJson(context, changed));
  return 0;
}

async function closeAndApprove(context: Context, period: Period): Promise<boolean> {
  let changed = false;
  for (const market of await marketsClosable(context.deps, period)) {
    const closed = await closedPeriods(context.deps, market);
    if (closed !== null && closed.last >= period) continue;
    const calculated = await closePeriod(context.actingAs(FINANCE), market, period);
    if (!calculated.ok) {
      context.output.note(calculated.refusal.message);
      continue;
    }
    const approved = await approveClose(context.actingAs(APPROVER), calculated.value.id);
    if (!approved.ok) {
      context.output.note(approved.refusal.message);
      continue;
    }
    changed = true;
    const { id, statementCount, entryCount, blocked } = approved.value;
    context.output.line(
      `Close ${id}: ${statementCount} statements, ${entryCount} entries posted, ${blocked.length} blocked. Calculated by ${FINANCE}, approved by ${APPROVER}.`,
    );
  }
  return changed;
}
