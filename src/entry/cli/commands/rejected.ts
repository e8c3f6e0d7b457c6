/**
 * `rejected`: the messages that could not be taken in: list, replay, dismiss.
 */
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
  common(program.command("rejected"))
    .description("the rejected messages: list (default), replay ID…, dismiss ID… --reason TEXT")
    .argument("[action]", "list, replay or dismiss", "list")
    .argument("[ids...]", "the messages' ids")
    .option("--reason <text>", "why messages are dismissed")
    .action(async (action: string, ids: string[], options: CommonOptions & { reason?: string }) => {
      exit(await withContext(options, env, (context) => act(context, action, ids.map(idArgument), options.reason)));
    });
};

async function act(
  context: Context,
  action: string,
  ids: readonly bigint[],
  reason: string | undefined,
): Promise<number> {
  const { deps } = context;
  if (action === "list") return show(context, await readRejected(deps));
  if (action !== "replay" && action !== "dismiss")
    throw usageError(`Found "rejected ${action}"; expected list, replay or dismiss.`);
  if (ids.length === 0) throw usageError(`rejected ${action} needs the ids of messages.`);
  if (action === "dismiss" && reason === undefined) throw usageError("rejected dismiss needs --reason TEXT.");
  const outcome =
    action === "replay" ? await replayRejected(deps, ids) : await dismissRejected(deps, ids, reason ?? "");
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
