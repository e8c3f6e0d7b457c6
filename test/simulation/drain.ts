/**
 * After the faults: everything that waits is worked off within a bound, by schedules and by the people that alarms have called. In: a world
 * in which nothing goes wrong any more. Out: empty queues, closed markets, everything delivered; or the violation that something still waits.
 */
import { z } from "zod";
import { waitingClose } from "../../src/store/closes.sql.ts";
import {
  approve,
  close,
  consume,
  deliver,
  lookAtRejected,
  MARKETS,
  reconcile,
  redrive,
  sweep,
  type Act,
} from "./acts.ts";
import type { Auditor } from "./auditor.ts";
import { sendRest } from "./sendings.ts";
import { DAY, MINUTE, type SimulatedWorld } from "./simulated-world.ts";
import { mustHold, Violation } from "./violation.ts";

/** Rounds until the queues are empty, and until all is delivered. Each is some minutes of the world's time. */
const MOST_ROUNDS = 30;

export async function drain(world: SimulatedWorld, auditor: Auditor): Promise<void> {
  const act = (name: string): Act => ({ world, random: world.random.fork(name), name });
  // Whatever still waits is worked off before days go by; then comes the last contract's day, and the source sends the rest.
  await untilQuiet(world, act);
  world.moveClock(Math.max(0, Date.parse("2024-03-04T12:00:00Z") - world.now().getTime()));
  await sendRest(world, world.random.fork("rest"));
  await untilQuiet(world, act);
  await auditor.afterStep();
  for (const market of MARKETS) await settleMarket(world, act, market);
  await auditor.afterStep();
  for (let round = 1; (await outstanding(world)) > 0; round += 1) {
    mustHold("I9", round <= MOST_ROUNDS, () => "there are batches that Core View has still not accepted");
    await deliver(act(`deliver at rest ${round}`), "by-hand");
    world.moveClock(16 * MINUTE);
  }
  await deliver(act("deliver at last"), "by-hand");
  const differences = await reconcile(act("reconcile at rest"));
  const [first] = differences ?? ["it cannot be run"];
  mustHold("I3", first === undefined, () => `reconciliation at rest finds ${first}`);
  await auditor.afterStep();
  const { n } = await world.db.one(
    z.object({ n: z.bigint() }),
    "select count(*) as n from close where status = 'approved'",
  );
  mustHold("I9", n === 0n, () => `${n} closes are approved, and not delivered`);
}

async function untilQuiet(world: SimulatedWorld, act: (name: string) => Act): Promise<void> {
  const waiting = (): number =>
    [world.events, world.uploads].reduce((sum, { queue, dead }) => sum + queue.depth() + dead.depth(), 0);
  for (let round = 1; ; round += 1) {
    await redrive(act(`redrive at rest ${round}`));
    for (const which of ["events", "uploads"] as const) {
      while ((await consume(act(`consume ${which} at rest ${round}`), which)) > 0);
    }
    if (waiting() === 0) break;
    mustHold("I9", round <= MOST_ROUNDS, () => `${waiting()} messages are still in the queues`);
    jumpToNext(world);
  }
  world.moveClock(DAY);
  await sweep(act("sweep at rest"));
  await lookAtRejected(act("rejected at rest"));
  while ((await consume(act("consume results at rest"), "uploads")) > 0);
}

/** Copies may come days later. */
function jumpToNext(world: SimulatedWorld): void {
  const times = [world.events, world.uploads].flatMap(({ queue }) => queue.nextVisibleAt()?.getTime() ?? []);
  const next = times.length === 0 ? 0 : Math.min(...times) - world.now().getTime();
  world.moveClock(Math.max(next, MINUTE));
}

/** Closes what waits and then once more: whatever came last is settled by it. */
async function settleMarket(world: SimulatedWorld, act: (name: string) => Act, market: string): Promise<void> {
  const names = ["anna", "adam", "bert"];
  for (let round = 1; round <= 3; round += 1) {
    const id = await close(act(`close ${market} at rest ${round}`), market, round > 1);
    if (id === null && round === 1) {
      // The next month has not ended, or a decision waits: the newest one can always be closed again.
      continue;
    }
    if (id === null) throw new Violation("I9", `${market} cannot be closed`);
    for (const name of names) if (await approve(act(`approve ${market} at rest ${round} ${name}`), market, name)) break;
    const waits = await waitingClose(world.db, market);
    mustHold("I9", waits === null, () => `close ${waits?.id} can be approved by nobody`);
  }
}

async function outstanding(world: SimulatedWorld): Promise<number> {
  const { n } = await world.db.one(
    z.object({ n: z.bigint() }),
    "select count(*) as n from delivery_batch where state <> 'accepted'",
  );
  return Number(n);
}
