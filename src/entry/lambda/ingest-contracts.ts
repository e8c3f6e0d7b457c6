/**
 * The function behind the queue of contract events. In: up to a hundred messages, each an event, an array of them, or a claim check.
 * Out: the ids of the messages that are to come again; all others are done.
 */
import { consumeMessages } from "../../flows/consume-messages.ts";
import { call, type CallContext } from "./lambda-context.ts";
import { FUNCTION_ENVIRONMENTS, readEnvironment } from "./lambda-environment.ts";
import { systemObjects } from "./lambda-objects.ts";
import { answerOf, messagesOf, type BatchAnswer } from "./sqs-event.ts";

const env = readEnvironment(FUNCTION_ENVIRONMENTS["ingest-contracts"], process.env);
const objects = systemObjects();

export const handler = (event: unknown, context: CallContext): Promise<BatchAnswer> =>
  call("ingest-contracts", context, env, async ({ deps, log, timeLeft }) => {
    const messages = messagesOf(event);
    const from = messages[0]?.queue ?? "a queue";
    const { failed, counts } = await consumeMessages(deps, objects, messages, { from, timeLeft });
    log.info("messages consumed", { messages: messages.length, ...counts, failed: failed.length });
    for (const { id, reason } of failed) log.error("a message is to come again", reason, { messageId: id });
    return answerOf(failed);
  });
