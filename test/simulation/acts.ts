/**
 * What workers and people do in a simulated world, each act as one mortal piece of work. In: a world, chance for this act.
 * Out: nothing; what may not happen is a violation. A refusal is an answer; an error is only allowed to be the surroundings'.
 */
import { z } from "zod";
import type { Period } from "../../src/domain/period.ts";
import { addMonths } from "../../src/domain/period.ts";
import type { Outcome } from "../../src/domain/refusal.ts";
import { approveClose, rejectClose } from "../../src/flows/approve-close.ts";
import { closePeriod } from "../../src/flows/close-period.ts";
import { consumeMessages, OUT_OF_TIME, type FailedMessage } from "../../src/flows/consume-messages.ts";
import { consumeUploads } from "../../src/flows/consume-uploads.ts";
import { deliverBatches } from "../../src/flows/deliver-batches.ts";
import { drainOnce } from "../../src/flows/drain-queue.ts";
import { reconcileDeliveries } from "../../src/flows/reconcile-deliveries.ts";
import { dismissRejected, readRejected, replayRejected } from "../../src/flows/rejected-messages.ts";
import { sweepUploads } from "../../src/flows/sweep-uploads.ts";
import { waiveDifferences } from "../../src/flows/waive-differences.ts";
import { DatabaseUnavailable } from "../../src/platform/postgres/database-failure.ts";
import { ObjectStoreUnavailable } from "../../src/platform/object-store/object-store.ts";
import { QUEUE_POLICY } from "../../src/platform/queue/queue-policy.ts";
import { closedRange, waitingClose } from "../../src/store/closes.sql.ts";
import { currentRevision } from "../../src/store/revision.sql.ts";
import { DECIMALS } from "../support/commission-world.ts";
import { readStep } from "../support/flow-world.ts";
import { FIRST_CLOSED } from "../support/play-history.ts";
import { Died, drawFate, IMMORTAL, runMortal, type Fate, type Mortal } from "./mortal.ts";
import type { Random } from "./random.ts";
import { coreViewFor, depsFor, MINUTE, objectsFor, queueFor, UPLOADS, type SimulatedWorld } from "./simulated-world.ts";
import { mustHold, Violation } from "./violation.ts";

export const MARKETS = Object.keys(DECIMALS);

/** One act's surroundings. */
export interface Act {
  readonly world: SimulatedWorld;
  readonly random: Random;
  readonly name: string;
}

/** What workers read in the place of a spreadsheet: the step itself, or a problem. */
const readWorkbook: typeof readStep = async (request) => {
  if (Buffer.from(request.bytes).includes("step-less")) {
    const problem = {
      severity: "error" as const,
      code: "not-a-workbook",
      sheet: null,
      cell: null,
      found: "",
      expected: "",
      message: "",
    };
    return { named: null, content: null, problems: [problem] };
  }
  return readStep(request);
};

function mayFail(error: unknown): boolean {
  return error instanceof DatabaseUnavailable || error instanceof ObjectStoreUnavailable || error instanceof Died;
}

/** Runs an act as a mortal; null when it died or failed. */
async function mortally<T>(
  act: Act,
  actor: string,
  work: (mortal: Mortal, skewMs: number) => Promise<T>,
): Promise<T | null> {
  const { world, random, name } = act;
  const fate: Fate = world.healthy() ? IMMORTAL : drawFate(random.fork("fate"));
  const skewMs = world.healthy() ? 0 : (random.fork(`skew ${actor}`).int(21) - 10) * MINUTE;
  if (skewMs !== 0) world.tally.add("clock of a worker off by up to 10 minutes");
  const ended = await runMortal(name, fate, world.tally, (mortal) => work(mortal, skewMs));
  if (ended.how === "done") return ended.value;
  if (ended.how === "failed" && !mayFail(ended.error)) {
    if (ended.error instanceof Violation) throw ended.error;
    throw new Violation("I9", `${name} failed by an error that is not the surroundings': ${String(ended.error)}`);
  }
  return null;
}

function judgeFailed(act: Act, failed: readonly FailedMessage[]): void {
  for (const { id, reason } of failed) {
    if (reason === OUT_OF_TIME || mayFail(reason)) continue;
    throw new Violation(
      "I9",
      `${act.name}: message ${id} failed by an error that is not the surroundings': ${String(reason)}`,
    );
  }
}

/** Time for so many pieces of work. */
function timeFor(random: Random, world: SimulatedWorld): () => boolean {
  let left = !world.healthy() && random.chance(1, 6) ? random.int(4) : Infinity;
  if (left !== Infinity) world.tally.add("function out of time");
  return () => (left -= 1) >= 0;
}

export async function consume(act: Act, which: "events" | "uploads"): Promise<number> {
  const { world, random } = act;
  const { queue } = world[which];
  const slow = !world.healthy() && random.chance(1, 8);
  const received = await mortally(act, "queue", async (mortal, skewMs) => {
    const deps = depsFor(world, mortal, which, skewMs);
    const objects = objectsFor(world, mortal);
    const result = await drainOnce(queueFor(world, mortal, queue), QUEUE_POLICY.visibilityMs, async (messages) => {
      if (world.consumersBroken()) throw new Died("a broken release");
      if (slow && messages.length > 0) {
        // Its time hidden is over while it works: somebody else is given the same messages.
        world.tally.add("visibility ran out while working");
        world.moveClock(QUEUE_POLICY.visibilityMs + 1);
        await consume({ world, random: random.fork("second"), name: `${act.name} second` }, which);
      }
      const options = { from: which, timeLeft: timeFor(random, world) };
      const { failed } =
        which === "events"
          ? await consumeMessages(deps, objects, messages, options)
          : await consumeUploads(deps, objects, messages, options, readWorkbook);
      mortal.stillAlive();
      judgeFailed(act, failed);
      return { failed: world.guard?.noPartialFailure === true ? [] : failed };
    });
    return result.received;
  });
  return received ?? 0;
}

export async function sweep(act: Act): Promise<void> {
  const { world } = act;
  if (world.guard?.noSweep === true) return;
  const taken = await mortally(act, "sweep", (mortal, skewMs) =>
    sweepUploads(
      depsFor(world, mortal, "sweep", skewMs),
      objectsFor(world, mortal),
      { bucket: UPLOADS, prefix: "" },
      readWorkbook,
    ),
  );
  world.tally.add("uploads found by the sweep", taken?.length ?? 0);
}

/** The period that can be closed next, or the newest one again. */
async function periodToClose(world: SimulatedWorld, market: string, again: boolean): Promise<Period> {
  const range = await closedRange(world.db, market);
  if (range === null) return FIRST_CLOSED;
  const next = addMonths(range.last, 1);
  const hasEnded = world.now().toISOString().slice(0, 7) > next;
  return again || !hasEnded ? range.last : next;
}

const REFUSALS = new Set([
  "close-running",
  "out-of-order",
  "close-stale",
  "close-decided",
  "four-eyes",
  "reconciliation-open",
]);

function judgeRefusal(act: Act, outcome: Outcome<unknown>): void {
  if (outcome.ok) return;
  act.world.tally.add(`refused: ${outcome.refusal.code}`);
  if (REFUSALS.has(outcome.refusal.code)) return;
  throw new Violation("I9", `${act.name} was refused with ${outcome.refusal.code}: ${outcome.refusal.message}`);
}

export async function close(act: Act, market: string, again: boolean): Promise<string | null> {
  const { world } = act;
  const period = await periodToClose(world, market, again);
  const outcome = await mortally(act, "frida", (mortal, skewMs) =>
    closePeriod(depsFor(world, mortal, "frida", skewMs), market, period),
  );
  if (outcome === null) return null;
  judgeRefusal(act, outcome);
  return outcome.ok ? outcome.value.id : null;
}

export async function approve(act: Act, market: string, approver: string): Promise<boolean> {
  const { world } = act;
  const waiting = await waitingClose(world.db, market);
  if (waiting === null) return false;
  const before = await currentRevision(world.db);
  const outcome = await mortally(act, approver, (mortal, skewMs) =>
    approveClose(depsFor(world, mortal, approver, skewMs), waiting.id),
  );
  if (outcome === null) return false;
  judgeRefusal(act, outcome);
  if (!outcome.ok) return false;
  const { revision, id } = outcome.value;
  mustHold(
    "I5",
    revision >= before,
    () => `close ${id} was approved at revision ${before} or later with the inputs of ${revision}`,
  );
  world.tally.add("closes approved");
  return true;
}

export async function reject(act: Act, market: string): Promise<void> {
  const { world } = act;
  const waiting = await waitingClose(world.db, market);
  if (waiting === null) return;
  const outcome = await mortally(act, "adam", (mortal, skewMs) =>
    rejectClose(depsFor(world, mortal, "adam", skewMs), waiting.id, "not now"),
  );
  if (outcome !== null) judgeRefusal(act, outcome);
}

export async function deliver(act: Act, mode: "by-hand" | "scheduled"): Promise<void> {
  const { world, random } = act;
  const jitter = random.fork("jitter");
  await mortally(act, "delivery", async (mortal, skewMs) => {
    const coreView = coreViewFor(world, mortal, true);
    return deliverBatches(depsFor(world, mortal, "delivery", skewMs), () => Promise.resolve(coreView), {
      mode,
      random: () => jitter.int(1_000) / 1_000,
    });
  });
}

/** @returns how many differences are open; null when it could not be found out */
export async function reconcile(act: Act): Promise<readonly string[] | null> {
  const { world } = act;
  const result = await mortally(act, "vera", async (mortal, skewMs) => {
    const coreView = coreViewFor(world, mortal, false);
    return reconcileDeliveries(depsFor(world, mortal, "vera", skewMs), () => Promise.resolve(coreView));
  });
  if (result === null) return null;
  const open = result.differences.filter((difference) => difference.state === "open");
  world.tally.add("differences found by reconciliation", open.length);
  const ids = open.map(({ id }) => id);
  const [first] = open;
  // Nobody takes anything away from this Core View: what is found is told as it is.
  if (first !== undefined && !world.healthy()) {
    throw new Violation("I3", `reconciliation found ${first.code}: ${first.message}`);
  }
  if (ids.length > 0)
    await mortally(act, "wanda", (mortal, skew) =>
      waiveDifferences(depsFor(world, mortal, "wanda", skew), ids, "seen"),
    );
  return open.map(({ code, message }) => `${code}: ${message}`);
}

export async function redrive({ world }: Act): Promise<void> {
  for (const { queue, dead } of [world.events, world.uploads]) {
    const count = await dead.redrive(queue);
    if (count > 0) world.tally.add("dead letters sent again", count);
  }
}

/** A person looks at what was rejected: a missing object is put where it belongs and replayed; what is nothing is dismissed. */
export async function lookAtRejected(act: Act): Promise<void> {
  const { world, random } = act;
  const open = (await readRejected({ db: world.db })).filter(({ state }) => state === "open");
  if (open.length === 0) return;
  for (const message of world.healthy() ? open : [random.pick(open)]) {
    const claim = Buffer.from(message.raw).includes('"Records"');
    const outcome = await mortally(act, "renate", (mortal, skewMs): Promise<Outcome<unknown>> => {
      const deps = depsFor(world, mortal, "renate", skewMs);
      return claim
        ? replayRejected(deps, objectsFor(world, mortal), [message.id])
        : dismissRejected(deps, [message.id], "nothing can be made of it");
    });
    if (outcome !== null && !outcome.ok && outcome.refusal.code !== "rejected-decided") judgeRefusal(act, outcome);
    world.tally.add(claim ? "rejected messages replayed" : "rejected messages dismissed");
  }
}

/** Somebody with the database's password tries to change what was posted. */
export async function tamper({ world, random }: Act): Promise<void> {
  const table = random.pick([
    "ledger_entry set amount_minor = amount_minor + 1",
    "contract_event set raw = raw || ' '",
    "upload set status = status",
  ]);
  world.tally.add("tampering tried");
  try {
    await world.db.run(`update ${table}`);
  } catch (error) {
    const code = z.object({ code: z.string() }).safeParse(error);
    mustHold("I6", code.success && code.data.code === "42501", () => `tampering failed otherwise: ${String(error)}`);
  }
}
