/**
 * One seed from its beginning to its end: random faults for a number of steps, then none; then everything drains and every invariant is
 * checked. In: a seed, a database of its own, the guard that is away. Out: figures, or the violation with the step in which it showed.
 */
import { verifyLedger } from "../../src/flows/verify-ledger.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { EMPTY_WORLD } from "../support/commission-world.ts";
import { readStep } from "../support/flow-world.ts";
import {
  approve,
  close,
  consume,
  deliver,
  lookAtRejected,
  MARKETS,
  reconcile,
  redrive,
  reject,
  sweep,
  tamper,
  type Act,
} from "./acts.ts";
import { createAuditor, type Auditor } from "./auditor.ts";
import { drain } from "./drain.ts";
import type { Guard } from "./guards.ts";
import { IMMORTAL, mortalDatabase, runMortal } from "./mortal.ts";
import { createRandom, type Random } from "./random.ts";
import { sendFirst, sendSome, setPlan } from "./sendings.ts";
import { createWorld, DAY, MINUTE, type SimulatedWorld } from "./simulated-world.ts";
import { createTally } from "./tally.ts";
import { mustHold, Violation } from "./violation.ts";

export const DEFAULT_STEPS = 40;
/** Far more than a message has tries. */
const MOST_ROUNDS = 40;

export interface SeedReport {
  readonly seed: number;
  readonly steps: number;
  readonly ms: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly entries: number;
  readonly closes: number;
}

export interface SeedFailure {
  readonly seed: number;
  /** The step after which it showed; `at rest`, once faults were off. */
  readonly step: number | "at rest";
  readonly invariant: string;
  readonly message: string;
}

export interface SeedOptions {
  readonly seed: number;
  readonly steps: number;
  readonly guard: Guard | null;
}

export async function runSeed(db: Database, { seed, steps, guard }: SeedOptions): Promise<SeedReport | SeedFailure> {
  const began = performance.now();
  const random = createRandom(`seed ${seed}`);
  const tally = createTally();
  const world = createWorld(random, tally, db, guard);
  const auditor = createAuditor(world);
  let step: number | "at rest" = 0;
  try {
    if (guard?.alter !== undefined) await db.run(guard.alter);
    await setPlan(world, null, EMPTY_WORLD.plan);
    await sendFirst(world, random.fork("first"));
    for (step = 1; step <= steps; step += 1) await runStep(world, random.fork(`step ${step}`), auditor);
    step = "at rest";
    world.heal();
    await drain(world, auditor);
    const figures = await auditor.atRest();
    await mustVerify(world);
    return { seed, steps, ms: performance.now() - began, counts: tally.counts, ...figures };
  } catch (error) {
    const known = error instanceof Violation;
    const message = known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { seed, step, invariant: known ? error.invariant : "error", message };
  }
}

async function mustVerify(world: SimulatedWorld): Promise<void> {
  const rewrite = world.guard?.verifies === true ? world.guard.rewrite : undefined;
  const verified = await runMortal("verify", IMMORTAL, world.tally, (mortal) => {
    const db = rewrite === undefined ? world.db : mortalDatabase(world.db, mortal, rewrite);
    return verifyLedger({ db, now: world.now, actor: "auditor", progress: () => undefined }, readStep);
  });
  if (verified.how !== "done") throw verified.how === "failed" ? verified.error : new Error("verify died");
  const { differences } = verified.value;
  const [first] = differences;
  mustHold("I6", first === undefined, () => `verify finds ${first?.code}: ${first?.message}`);
}

/** What one step may hold: some sending, some acts at the same time, and time that goes by. */
async function runStep(world: SimulatedWorld, random: Random, auditor: Auditor): Promise<void> {
  await sendSome(world, random.fork("sending"));
  const count = 1 + random.int(4);
  const acts = Array.from({ length: count }, (_, n) => drawAct(world, random.fork(`act ${n}`)));
  await together(acts.map((act) => act()));
  await auditor.afterStep();
  await letTimePass(world, random.fork("time"));
}

/** Waits for all, so that none goes on behind the world's back; then the first violation counts. */
export async function together(works: readonly Promise<unknown>[]): Promise<void> {
  const ended = await Promise.allSettled(works);
  for (const one of ended) if (one.status === "rejected") throw one.reason;
}

const APPROVERS = ["adam", "anna", "anna", "anna", "anna", "frida", "ursula"];

function drawAct(world: SimulatedWorld, random: Random): () => Promise<unknown> {
  const market = random.pick(["SE", "SE", ...MARKETS]);
  const again = random.chance(1, 3);
  const approver = random.pick(APPROVERS);
  const kinds: readonly (readonly [string, number, (act: Act) => Promise<unknown>])[] = [
    ["consume events", 8, (act) => consume(act, "events")],
    ["consume uploads", 5, (act) => consume(act, "uploads")],
    ["sweep", 1, sweep],
    ["close", 2, (act) => close(act, market, again)],
    ["close and approve", 8, (act) => closeAndApprove(act, market, { again, approver })],
    ["month's end", 3, (act) => monthEnd(act)],
    ["approve", 3, (act) => approve(act, market, approver)],
    ["reject", 1, (act) => reject(act, market)],
    ["deliver", 8, (act) => deliver(act, random.chance(1, 3) ? "by-hand" : "scheduled")],
    ["reconcile", 1, reconcile],
    ["redrive", 1, redrive],
    ["rejected", 1, lookAtRejected],
    ["tamper", 1, tamper],
  ];
  const deck = kinds.flatMap(([name, times, work]) => Array.from({ length: times }, () => ({ name, work })));
  const { name, work } = random.pick(deck);
  world.tally.add(`act: ${name}`);
  return () => work({ world, random, name: `${name} ${random.int(1_000_000)}` });
}

async function closeAndApprove(act: Act, market: string, how: { again: boolean; approver: string }): Promise<void> {
  const id = await close(act, market, how.again);
  if (id !== null)
    await approve({ ...act, random: act.random.fork("approve"), name: `${act.name} approve` }, market, how.approver);
}

/** The schedule closes all markets at once, and fires twice now and then; then somebody approves what there is. */
async function monthEnd(act: Act): Promise<void> {
  const part = (name: string): Act => ({ ...act, random: act.random.fork(name), name: `${act.name} ${name}` });
  const twice = act.random.chance(1, 3);
  if (twice) act.world.tally.add("schedule fired twice");
  const markets = twice ? [...MARKETS, ...MARKETS] : MARKETS;
  await together(markets.map((market, n) => close(part(`close ${n}`), market, false)));
  await together(MARKETS.map((market) => approve(part(`approve ${market}`), market, "anna")));
}

/** Minutes mostly, days now and then, and backwards. Before days go by, the queues are worked off, as they are in days. */
async function letTimePass(world: SimulatedWorld, random: Random): Promise<void> {
  if (random.chance(1, 12)) {
    world.tally.add("clock went back");
    world.moveClock(-random.int(10 * MINUTE));
    return;
  }
  const long = random.chance(1, 8);
  if (!long && !random.chance(1, 3)) {
    world.moveClock(random.int(20 * MINUTE));
    return;
  }
  // An alarm tells a person of dead letters, long before they are too old.
  await redrive({ world, random, name: "redrive in time" });
  if (random.chance(1, 6)) {
    // Until it is rolled back, all that was waiting has become dead letters.
    world.tally.add("consumers broken by a release");
    world.breakConsumers(100 * MINUTE);
  }
  await workOff(world, random.fork("first"));
  if (long) {
    await redrive({ world, random, name: "redrive before long" });
    await workOff(world, random.fork("second"));
  }
  if (random.chance(1, 6)) world.coreView.goOut(new Date(world.now().getTime() + random.int(3 * DAY)));
  world.tally.add(long ? "clock jumped past a month's end or near it" : "clock jumped over days");
  world.moveClock((long ? 5 + random.int(7) : 1 + random.int(3)) * DAY);
}

/** Consumers go on while there is anything to take: nobody leaves a queue alone for days. */
async function workOff(world: SimulatedWorld, random: Random): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS && waitsSoon(world); round += 1) {
    const one = (which: "events" | "uploads") => {
      const name = `days ${which} ${round} ${random.int(1_000_000)}`;
      return consume({ world, random: random.fork(name), name }, which);
    };
    await together([one("events"), one("uploads")]);
    world.moveClock(16 * MINUTE);
  }
}

/** Whether a message can be received within the hour; copies may come days later. */
function waitsSoon({ events, uploads, now }: SimulatedWorld): boolean {
  const soon = now().getTime() + 60 * MINUTE;
  return [events, uploads].some(({ queue }) => (queue.nextVisibleAt()?.getTime() ?? Infinity) <= soon);
}
