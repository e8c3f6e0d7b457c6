/**
 * A history played through the flows, close by close, by one way to do it: in which batches events come, and whether a close is
 * approved at once. In: a world on a database, steps. Out: what was closed with what was known then.
 */
import type { LedgerEntry } from "../../src/domain/ledger-entry.ts";
import { addMonths, type Period } from "../../src/domain/period.ts";
import type { Close } from "../../src/store/closes.sql.ts";
import { listContracts } from "../../src/store/contracts.sql.ts";
import { streamLedger } from "../../src/store/ledger.sql.ts";
import { currentRevision } from "../../src/store/revision.sql.ts";
import { EMPTY_WORLD, learn, MONTHS, type World, type WorldContract, type WorldStep } from "./commission-world.ts";
import { collect, valueOf, type FlowWorld, type WorldEvent } from "./flow-world.ts";
import { periodOfText } from "./naive-words.ts";

/** Each market's first close is of the second month, so that a month before it is never settled. */
export const FIRST_CLOSED = periodOfText(MONTHS[1] ?? "");

export interface PostedClose {
  readonly close: Close;
  /** What was known when it was approved. */
  readonly known: World;
  readonly added: readonly LedgerEntry[];
  /** Whether it was approved only when its market's next close came. */
  readonly waited: boolean;
}

/** What becomes of a calculated close; `leave` lets it wait, until the market is closed again. */
export type Conduct = "approve" | "reject" | "leave";

export interface Playing {
  /** The n-th close's fate; the last of the list holds for all that follow. */
  readonly conducts: readonly Conduct[];
  /** Gives the events between two other steps in the batches and the order in which they come. */
  readonly arrange: (contracts: readonly WorldContract[], segment: number) => readonly (readonly WorldEvent[])[];
  /** Called with each posted close. */
  readonly posted?: (close: PostedClose) => Promise<void>;
  /** Called before each calculation of a close. */
  readonly closing?: (market: string, period: Period, known: World) => Promise<void>;
}

export interface Played {
  readonly known: World;
  readonly closes: readonly PostedClose[];
}

export async function playHistory(world: FlowWorld, steps: readonly WorldStep[], playing: Playing): Promise<Played> {
  let known = EMPTY_WORLD;
  let waiting: WorldContract[] = [];
  let segment = 0;
  const closes: PostedClose[] = [];
  const left = new Map<string, Close>();
  let nthClose = 0;

  async function flush(): Promise<void> {
    for (const batch of playing.arrange(waiting, segment)) await world.ingest(batch);
    waiting = [];
    segment += 1;
  }
  async function post(close: Close, waited: boolean): Promise<void> {
    const added = await collect(streamLedger(world.db, { closeId: close.id }));
    const done = { close, known, added, waited };
    closes.push(done);
    await playing.posted?.(done);
  }
  /** A close that was left waiting is approved after all, unless what it proposes has changed. */
  async function approveLeft(market: string): Promise<void> {
    const old = left.get(market);
    left.delete(market);
    if (old === undefined) return;
    const outcome = await world.approve(old.id);
    if (outcome.ok) return post(outcome.value, true);
    if (outcome.refusal.code !== "close-stale") throw new Error(`refused: ${outcome.refusal.message}`);
    const anew = await world.close(market, old.period);
    if (anew.proposalHash === old.proposalHash) throw new Error(`${old.id} was refused though it proposes the same`);
    valueOf(await world.reject(anew.id));
  }
  async function close(market: string, again: boolean): Promise<void> {
    await approveLeft(market);
    const last = closes.findLast((c) => c.close.market === market)?.close.period;
    const period = last === undefined ? FIRST_CLOSED : again ? last : addMonths(last, 1);
    await playing.closing?.(market, period, known);
    const calculated = await world.close(market, period);
    const conduct = playing.conducts[Math.min(nthClose, playing.conducts.length - 1)];
    nthClose += 1;
    if (conduct === "reject") valueOf(await world.reject(calculated.id));
    else if (conduct === "leave") left.set(market, calculated);
    else await post(valueOf(await world.approve(calculated.id)), false);
  }

  for (const step of steps) {
    known = learn(known, step);
    if (step.kind === "contract") {
      waiting.push(step.contract);
      continue;
    }
    await flush();
    if (step.kind === "close") await close(step.market, step.again);
    else await world.learn(step);
  }
  await flush();
  return { known, closes };
}

/** Each contract's events in batches of a size, with an id of its own each. */
export function inBatchesOf(size: number): Playing["arrange"] {
  return (contracts, segment) => {
    const events = contracts.map((contract, index) => ({ id: `${segment}-${index}`, contract }));
    const batches: WorldEvent[][] = [];
    for (let from = 0; from < events.length; from += size) batches.push(events.slice(from, from + size));
    return batches;
  };
}

/** What stands after a history: the contracts without the messages that told of them, the ledger and its batches byte by byte. */
export async function outcomeOf(world: FlowWorld, steps: readonly WorldStep[], arrange: Playing["arrange"]) {
  await playHistory(world, steps, { conducts: ["approve"], arrange });
  const listed = await listContracts(world.db, await currentRevision(world.db), {});
  const contracts = listed.map(({ contract }) => ({ ...contract, amountMinor: String(contract.amountMinor) }));
  const ledger = await collect(world.db.copyOut("copy (select * from ledger_entry order by seq) to stdout"));
  const batches = await collect(
    world.db.copyOut(
      `copy (select id, first_seq, last_seq, sha256, encode(csv, 'hex'), encode(manifest, 'hex')
               from delivery_batch order by first_seq) to stdout`,
    ),
  );
  return { contracts, ledger, batches };
}
