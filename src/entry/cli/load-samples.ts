/**
 * The sample data, brought in by somebody. In: who, a sample's name. Out: whether anything of it was new.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { importWorkbook } from "../../flows/import-workbook.ts";
import { ingestStream } from "../../flows/ingest-stream.ts";
import { readContractPage } from "../../flows/read-pages.ts";
import { readWorkbookPage } from "../../flows/read-workbooks.ts";
import { PACKAGE_FOLDER, type Context } from "./context.ts";
import { sourceOf } from "./event-source.ts";
import { CommandRefused } from "./failures.ts";
import { importedFileText } from "./import-text.ts";

export const SAMPLE_WORKBOOKS = ["commission_matrices_2024.xlsx", "agent_volume_sales_targets_2024.xlsx"];
const SAMPLE_EVENTS = [
  "contracts-2024-01.ndjson",
  "contracts-2024-02.ndjson",
  "contracts-2024-03.ndjson.gz",
  "contracts-2024-04.ndjson",
];
/** Nobody who signs in: whoever does may close and approve what it brought. */
const LOADER = "samples";

/** All of them, into a database that has nothing yet; months are left for people to close. */
export async function loadSamplesWhenEmpty(context: Context): Promise<void> {
  const page = { after: null, limit: 1 };
  const workbooks = await readWorkbookPage(context.deps, "all", undefined, page);
  const nothing = { markets: null, period: undefined, agentId: undefined, contractId: undefined };
  const { contracts } = await readContractPage(context.deps, nothing, page);
  if (workbooks.length > 0 || contracts.length > 0) return;
  for (const workbook of SAMPLE_WORKBOOKS) await importSample(context, LOADER, workbook);
  for (const events of SAMPLE_EVENTS) await ingestSample(context, LOADER, events);
}

export async function importSample(context: Context, actor: string, name: string): Promise<boolean> {
  const bytes = await readFile(join(PACKAGE_FOLDER, "samples", name));
  const file = await importWorkbook(context.actingAs(actor), { name, bytes }, { dryRun: false });
  for (const line of importedFileText(file)) context.output.line(line);
  if (file.status === "refused")
    throw new CommandRefused("sample-refused", `The sample workbook ${name} was refused: see above.`);
  return file.status === "imported";
}

export async function ingestSample(context: Context, actor: string, name: string): Promise<boolean> {
  const source = await sourceOf(join(PACKAGE_FOLDER, "samples", name));
  const r = await ingestStream(context.actingAs(actor), context.objects, { ...source, name });
  context.output.line(
    `${name}: ${r.received} events: ${r.accepted} accepted, ${r.duplicate} duplicate, ${r.stale} stale, ${r.rejected} rejected.`,
  );
  return r.accepted > 0;
}
