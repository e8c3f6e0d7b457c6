/**
 * The rejected messages: seen, replayed through the same door as new ones, or dismissed with a reason.
 * In: ids. Out: the messages as they stand then. A message that is still wrong when replayed stays open, with its reasons of now.
 */
import { parseMessage } from "../contracts/parse-message.ts";
import { dateInZone } from "../domain/period.ts";
import { done, refused, type Outcome } from "../domain/refusal.ts";
import type { Transaction } from "../platform/database.ts";
import { recordAct } from "../store/audit.sql.ts";
import {
  decideRejected,
  listRejected,
  lockRejected,
  restateProblems,
  type RejectedMessage,
} from "../store/rejected.sql.ts";
import type { FlowDeps } from "./deps.ts";
import { ingestInTransaction } from "./ingest-batch.ts";

export type { RejectedMessage } from "../store/rejected.sql.ts";

/** Replays messages, each in a transaction of its own. Refused as a whole when one of the ids cannot be replayed. */
export async function replayRejected(deps: FlowDeps, ids: readonly bigint[]): Promise<Outcome<RejectedMessage[]>> {
  return each(deps, ids, async (tx, message) => {
    if (message.raw.length < message.rawLength) {
      const what = `Message ${message.id} was longer (${message.rawLength} bytes) than is kept`;
      return refused("rejected-not-whole", `${what} and cannot be replayed. Have it sent again, or dismiss it.`, {
        id: String(message.id),
      });
    }
    const parsed = parseMessage(message.raw, { today: (market) => dateInZone(deps.now(), market.timeZone) });
    if (parsed.kind === "claim-check") {
      const what = `Message ${message.id} stands for objects of the store`;
      return refused("rejected-claim-check", `${what}: ingest those objects, then dismiss it.`, {
        id: String(message.id),
      });
    }
    const arrivals = parsed.events.map((event) => ({ line: message.line, event, rawLength: event.raw.length }));
    const fates = await ingestInTransaction(tx, deps.now(), arrivals, message.receivedFrom);
    const problems = fates.flatMap((fate) => (fate.kind === "rejected" ? fate.problems : []));
    if (problems.length > 0) await restateProblems(tx, message.id, problems);
    else await decideRejected(tx, message.id, { state: "replayed", reason: null, by: deps.actor, at: deps.now() });
    const outcome = problems.length > 0 ? "still rejected" : fates.map((fate) => fate.kind).join(", ");
    await recordAct(tx, act(deps, "message.replayed", message, { outcome }));
    return done(null);
  });
}

export async function dismissRejected(
  deps: FlowDeps,
  ids: readonly bigint[],
  reason: string,
): Promise<Outcome<RejectedMessage[]>> {
  const why = reason.trim();
  if (why === "") return refused("reason-missing", "A dismissal needs a reason: --reason TEXT.");
  return each(deps, ids, async (tx, message) => {
    await decideRejected(tx, message.id, { state: "dismissed", reason: why, by: deps.actor, at: deps.now() });
    await recordAct(tx, act(deps, "message.dismissed", message, { reason: why }));
    return done(null);
  });
}

function act(deps: FlowDeps, action: string, message: RejectedMessage, detail: Record<string, string>) {
  return { at: deps.now(), actor: deps.actor, action, subject: String(message.id), detail };
}

async function each(
  deps: FlowDeps,
  ids: readonly bigint[],
  work: (tx: Transaction, message: RejectedMessage) => Promise<Outcome<null>>,
): Promise<Outcome<RejectedMessage[]>> {
  const touched: RejectedMessage[] = [];
  for (const id of ids) {
    const outcome = await deps.db.transaction(async (tx): Promise<Outcome<RejectedMessage>> => {
      const message = await lockRejected(tx, id);
      if (message === null) {
        return refused(
          "rejected-unknown",
          `There is no rejected message ${id}. "opencommission rejected list" prints the ids.`,
          { id: String(id) },
        );
      }
      if (message.state !== "open") {
        return refused("rejected-decided", `Message ${id} was ${message.state} already.`, {
          id: String(id),
          state: message.state,
        });
      }
      const outcome = await work(tx, message);
      if (!outcome.ok) return outcome;
      return done((await lockRejected(tx, id)) ?? message);
    });
    if (!outcome.ok) return outcome;
    touched.push(outcome.value);
  }
  return done(touched);
}

export async function readRejected(deps: Pick<FlowDeps, "db">): Promise<RejectedMessage[]> {
  return listRejected(deps.db);
}
