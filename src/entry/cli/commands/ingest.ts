/**
 * `ingest`: contract events from a file or standard input.
 */
import type { IngestResult } from "../../../flows/ingest-result.ts";
import { ingestStream } from "../../../flows/ingest-stream.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { sourceOf } from "../event-source.ts";
import { common, type CommandPart } from "../command-part.ts";

const MOST_SHOWN = 20;

export const ingestCommand: CommandPart = (program, env, exit) => {
  common(program.command("ingest"))
    .description("contract events: NDJSON (.gz too), one JSON event or an array; - reads standard input")
    .argument("<file>", "a file, or -")
    .action(async (file: string, options: CommonOptions) => {
      exit(await withContext(options, env, (context) => ingest(context, file)));
    });
};

async function ingest(context: Context, file: string): Promise<number> {
  const { output } = context;
  const result = await ingestStream(context.deps, context.objects, await sourceOf(file));
  showIngested((text) => output.line(text), result, "line");
  if (result.cut)
    output.note(
      `${file} was cut off: its whole lines count, the rest is missing. Get the whole file and ingest it again.`,
    );
  await output.document(ingestedJson(result));
  return result.rejected > 0 || result.cut ? 1 : 0;
}

export function ingestedJson(result: IngestResult) {
  return {
    received: result.received,
    accepted: result.accepted,
    duplicate: result.duplicate,
    stale: result.stale,
    rejected: result.rejected,
    cut: result.cut,
    rejections: result.rejections.map((r) => ({ line: r.line, id: r.id, problems: r.problems.map((p) => ({ ...p })) })),
  };
}

/** @param place what a rejection's number counts */
export function showIngested(line: (text?: string) => void, result: IngestResult, place: "line" | "row"): void {
  line(
    `${result.received} received: ${result.accepted} accepted, ${result.duplicate} duplicate, ${result.stale} stale, ${result.rejected} rejected.`,
  );
  for (const rejection of result.rejections.slice(0, MOST_SHOWN)) {
    line(`  ${place} ${rejection.line ?? "?"}${rejection.id === null ? "" : ` (${rejection.id})`}:`);
    for (const p of rejection.problems)
      line(`    ${p.field ?? "message"}: ${p.code}: found ${p.found}; expected ${p.expected}`);
  }
  if (result.rejected > MOST_SHOWN) line(`  … and ${result.rejected - MOST_SHOWN} more.`);
  if (result.rejected > 0)
    line('Nothing is lost: "opencommission rejected list" shows them; repair the cause and replay, or dismiss them.');
}
