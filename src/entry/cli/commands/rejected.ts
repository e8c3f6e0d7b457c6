/**
 * `rejected`: the messages that could not be taken in: list, replay, dismiss.
 */
import { rejectedTable } from "../../../flows/export-records.ts";
import { exportable, exportFile, isExport, type ExportOptions } from "../export-file.ts";
import { usageError } from "../failures.ts";
import {
  dismissRejected,
  readRejected,
  replayRejected,
  type RejectedMessage,
} from "../../../flows/rejected-messages.ts";
import { idArgument } from "../arguments.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { common, refusedBy, type CommandPart } from "../command-part.ts";

export const rejectedCommand: CommandPart = (program, env, exit) => {
  exportable(common(program.command("rejected")))
    .description("the rejected messages: list (default), replay ID…, dismiss ID… --reason TEXT")
    .argument("[action]", "list, replay or dismiss", "list")
    .argument("[ids...]", "the messages' ids")
    .option("--reason <text>", "why messages are dismissed")
    .action(async (action: string, ids: string[], options: CommonOptions & ExportOptions & { reason?: string }) => {
      const asked = request(action, ids, options.reason);
      const toFile = isExport(options);
      if (toFile && asked.action !== "list") throw usageError("--csv and --xlsx go with rejected list.");
      exit(
        await withContext(options, env, (context) =>
          toFile
            ? exportFile(context, options, "rejected", {}, rejectedTable(context.deps, "all", undefined))
            : act(context, asked),
        ),
      );
    });
};

type Request =
  | { readonly action: "list" }
  | { readonly action: "replay"; readonly ids: readonly bigint[] }
  | { readonly action: "dismiss"; readonly ids: readonly bigint[]; readonly reason: string };

/** What is asked for; wrong usage is told before any database is opened. */
function request(action: string, texts: readonly string[], reason: string | undefined): Request {
  if (action === "list") {
    if (texts.length > 0)
      throw usageError(`Found "rejected list ${texts.join(" ")}"; expected no ids: list shows all.`);
    return { action };
  }
  if (action !== "replay" && action !== "dismiss")
    throw usageError(`Found "rejected ${action}"; expected list, replay or dismiss.`);
  if (texts.length === 0) throw usageError(`rejected ${action} needs the ids of messages.`);
  const ids = [...new Set(texts.map(idArgument))];
  if (action === "replay") return { action, ids };
  if (reason === undefined) throw usageError("rejected dismiss needs --reason TEXT.");
  return { action, ids, reason };
}

async function act(context: Context, asked: Request): Promise<number> {
  const { deps } = context;
  if (asked.action === "list") return show(context, await readRejected(deps));
  const outcome =
    asked.action === "replay"
      ? await replayRejected(deps, context.objects, asked.ids)
      : await dismissRejected(deps, asked.ids, asked.reason);
  if (!outcome.ok) throw refusedBy(outcome.refusal);
  await show(context, outcome.value);
  return outcome.value.some((m) => m.state === "open") ? 1 : 0;
}

async function show({ output }: Context, messages: readonly RejectedMessage[]): Promise<number> {
  for (const m of messages) {
    output.line(
      `${m.id}  ${m.state}${m.reason === null ? "" : ` (${m.reason})`}  ${m.receivedFrom}${m.line === null ? "" : ` line ${m.line}`}, ${m.receivedAt}`,
    );
    for (const p of m.problems)
      output.line(`    ${p.field ?? "message"}: ${p.code}: found ${p.found}; expected ${p.expected}`);
  }
  if (messages.length === 0) output.line("No message was rejected.");
  await output.document({
    messages: messages.map((m) => ({
      id: String(m.id),
      receivedAt: m.receivedAt,
      source: m.receivedFrom,
      line: m.line,
      raw: Buffer.from(m.raw).toString("utf8"),
      rawBase64: Buffer.from(m.raw).toString("base64"),
      problems: m.problems.map((p) => ({ ...p })),
      state: m.state,
      reason: m.reason,
    })),
  });
  return 0;
}
