/**
 * The function that closes months. In: a request by the clock or by hand, which it turns into one message a market on its own queue; or
 * such messages, each of which is one market's close. Out: what was asked for; or the messages that are to come again.
 *
 * A close is one transaction: killed, it leaves nothing, and its message comes again. One that has not the time for it is gone on with in
 * steps, each call where the last one ended. Another market's is another message, so that none waits for, or is lost with, another.
 */
import { z } from "zod";
import { MARKETS, marketByCode } from "../../domain/market.ts";
import { addMonths, dateInZone, parsePeriod, periodOf, type Period } from "../../domain/period.ts";
import { closeInSteps, type SteppedClose } from "../../flows/close-in-steps.ts";
import { closePeriod, marketsClosable } from "../../flows/close-period.ts";
import type { FailedMessage } from "../../flows/consume-messages.ts";
import { call, OutOfTime, type Call, type CallContext } from "./lambda-context.ts";
import { FUNCTION_ENVIRONMENTS, readEnvironment } from "./lambda-environment.ts";
import { queueAt } from "./lambda-queue.ts";
import { answerOf, readSqsEvent, type ArrivedMessage, type BatchAnswer } from "./sqs-event.ts";

const env = readEnvironment(FUNCTION_ENVIRONMENTS["close-period"], process.env);
const queue = queueAt(env.CLOSES_QUEUE_URL);

const period = z.string().transform((text, context): Period => {
  const parsed = parsePeriod(text);
  if (parsed === null) context.addIssue(`found ${text}, expected a month such as 2024-05`);
  return parsed ?? z.NEVER;
});
const market = z.string().refine((code) => marketByCode(code)?.code === code, "expected the code of a market");

/** By the clock: one market, at a time. By hand: a month, of one market or of all that have something to close. */
const request = z.union([
  z.strictObject({ market, at: z.iso.datetime() }),
  z.strictObject({ market: market.optional(), period }),
]);
type CloseRequest = z.infer<typeof request>;
const closeMessage = z.strictObject({ market, period, inSteps: z.boolean().default(false) });
type CloseMessage = z.infer<typeof closeMessage>;

export type CloseAnswer = BatchAnswer | { readonly asked: readonly string[] };

export const handler = (event: unknown, context: CallContext): Promise<CloseAnswer> =>
  call("close-period", context, env, async (at) => {
    const messages = readSqsEvent(event);
    return messages === null ? askFor(at, request.parse(event)) : close(at, messages);
  });

/** One message for each market that has something to close. */
async function askFor({ deps, log }: Call, asked: CloseRequest): Promise<{ readonly asked: readonly string[] }> {
  const wanted = "at" in asked ? monthBefore(asked.market, new Date(asked.at)) : asked.period;
  const markets = await marketsClosable(deps, wanted, asked.market);
  for (const code of markets) await queue.send(Buffer.from(JSON.stringify({ market: code, period: wanted })));
  log.info("closes asked for", { period: wanted, markets });
  return { asked: markets };
}

/** The month before the one in which the clock struck, by the market's own calendar. */
function monthBefore(code: string, at: Date): Period {
  const found = MARKETS.find((one) => one.code === code);
  if (found === undefined) throw new Error(`assertion: unknown market ${code}`);
  return addMonths(periodOf(dateInZone(at, found.timeZone)), -1);
}

async function close(at: Call, messages: readonly ArrivedMessage[]): Promise<BatchAnswer> {
  const failed: FailedMessage[] = [];
  for (const message of messages) {
    try {
      if (!(await closeOne(at, message))) failed.push({ id: message.id, reason: "close-running" });
    } catch (error) {
      at.log.error("a close is to be begun again", error, { messageId: message.id });
      // A month that no call has the time for: the call itself fails, and rings at once, not only when its message is dead.
      if (error instanceof OutOfTime) throw error;
      failed.push({ id: message.id, reason: error });
    }
  }
  return answerOf(failed);
}

/** @returns whether it is done; refused for good counts as done, since repeating it would not help: `watch` tells of what stays open */
async function closeOne(at: Call, { body }: ArrivedMessage): Promise<boolean> {
  const { log } = at;
  const asked = closeMessage.parse(JSON.parse(Buffer.from(body).toString("utf8")));
  const outcome = await (asked.inSteps ? goOn(at, asked) : inOnePiece(at, asked));
  if (outcome === "unfinished") {
    await queue.send(Buffer.from(JSON.stringify({ ...asked, inSteps: true })));
    log.info("close to be gone on with", { ...asked });
    return true;
  }
  if (!outcome.ok) {
    log.info("close refused", { ...asked, code: outcome.refusal.code });
    return outcome.refusal.code !== "close-running";
  }
  const { id, status, entryCount, statementCount, blocked } = outcome.value;
  log.info("close calculated", {
    close: id,
    status,
    entries: entryCount,
    statements: statementCount,
    blocked: blocked.length,
  });
  return true;
}

/** Most closes are done in seconds, and need no steps. */
async function inOnePiece({ deps }: Call, { market: code, period: closing }: CloseMessage): Promise<SteppedClose> {
  try {
    return await closePeriod(deps, code, closing);
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    return "unfinished";
  }
}

/** One period that takes longer than a whole call would be begun again for ever: that is a failure, and somebody is told. */
async function goOn({ deps, timeLeft }: Call, { market: code, period: closing }: CloseMessage): Promise<SteppedClose> {
  let kept = 0;
  const counted = (): boolean => {
    kept += 1;
    return timeLeft();
  };
  try {
    return await closeInSteps(deps, code, closing, counted);
  } catch (error) {
    if (!(error instanceof OutOfTime) || kept === 0) throw error;
    return "unfinished";
  }
}
