/**
 * A whole world for one seed: clock, queues, object store, Core View, source and people in this process; PostgreSQL real.
 * In: seed, database, the guard that is away. Out: the parts, and ports as one mortal worker sees them.
 */
import type { FlowDeps } from "../../src/flows/deps.ts";
import type { CoreViewAdapter } from "../../src/platform/core-view/core-view.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import {
  createMemoryObjectStore,
  type MemoryObjectStore,
  type PutNotice,
} from "../../src/platform/object-store/memory-object-store.ts";
import { createMemoryQueue, type MemoryQueue, type QueueWhims } from "../../src/platform/queue/memory-queue.ts";
import {
  ObjectStoreUnavailable,
  type ObjectAddress,
  type ObjectStore,
} from "../../src/platform/object-store/object-store.ts";
import { QUEUE_POLICY } from "../../src/platform/queue/queue-policy.ts";
import type { Queue } from "../../src/platform/queue/queue.ts";
import { createCoreViewTwin, type CoreViewTwin } from "./core-view-twin.ts";
import type { Guard } from "./guards.ts";
import { mortalDatabase, type Mortal } from "./mortal.ts";
import type { Random } from "./random.ts";
import { drawScript, emptyAccount, mended, noticeOf, type Account, type Script } from "./source-system.ts";
import type { Tally } from "./tally.ts";

export const UPLOADS = "uploads";
export const CLAIMS = "claims";
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

export interface QueuePair {
  readonly queue: MemoryQueue;
  readonly dead: MemoryQueue;
}

export interface SimulatedWorld {
  readonly random: Random;
  readonly tally: Tally;
  readonly guard: Guard | null;
  /** As it is, with no guard away and nobody to die. */
  readonly db: Database;
  readonly now: () => Date;
  readonly moveClock: (byMs: number) => void;
  readonly events: QueuePair;
  readonly uploads: QueuePair;
  readonly objects: MemoryObjectStore;
  readonly coreView: CoreViewTwin;
  readonly script: Script;
  readonly account: Account;
  /** Consumers die as soon as they have taken messages, for so long: a release that was broken. */
  readonly breakConsumers: (forMs: number) => void;
  readonly consumersBroken: () => boolean;
  /** From now on nothing goes wrong by itself. */
  readonly heal: () => void;
  readonly healthy: () => boolean;
  /** Puts a workbook as a person does. */
  readonly upload: (
    key: string,
    put: { readonly bytes: Uint8Array; readonly step: Account["versions"][number]["step"] },
  ) => Promise<void>;
}

/** The first contracts of the history are of 2023-11, the last of 2024-02. */
const BEGIN = Date.parse("2024-02-03T08:00:00Z");
const UPLOADERS = ["ursula", "ulrik", "ursula", "ulrik", "adam"];

export function createWorld(random: Random, tally: Tally, db: Database, guard: Guard | null): SimulatedWorld {
  let time = BEGIN;
  let brokenUntil = 0;
  let healthy = false;
  const now = (): Date => new Date(time);
  const account = emptyAccount();
  const script = drawScript(random.fork("script"));

  const pair = (name: string): QueuePair => {
    const dead = createMemoryQueue({ now, retentionMs: QUEUE_POLICY.deadLetterRetentionMs, deadLetters: null });
    const lost = createMemoryQueue({ now, retentionMs: QUEUE_POLICY.deadLetterRetentionMs, deadLetters: null });
    const queue = createMemoryQueue({
      now,
      retentionMs: QUEUE_POLICY.retentionMs,
      deadLetters: { queue: guard?.noDeadLetters === true ? lost : dead, mostReceives: QUEUE_POLICY.mostReceives },
      whims: whimsOf(random.fork(`queue ${name}`), tally, () => healthy),
    });
    return { queue, dead };
  };
  const events = pair("events");
  const uploads = pair("uploads");
  const notices = random.fork("notices");

  /** By version, until it is told of. */
  const put = new Map<string, PutNotice>();
  function tell(notice: PutNotice, principal: string): void {
    const body = noticeOf(notice, principal);
    if (!healthy && notices.chance(1, 7)) {
      tally.add("S3 event missing");
      return;
    }
    void uploads.queue.send(body);
    if (healthy || !notices.chance(1, 5)) return;
    tally.add("S3 event twice");
    void uploads.queue.send(body);
  }
  const opening = random.fork("opening");
  const overwrite = async ({ bucket, key }: ObjectAddress): Promise<void> => {
    if (healthy || !opening.chance(1, 8)) return;
    tally.add("object overwritten while it is read");
    if (bucket === CLAIMS) {
      await objects.put({ bucket, key }, Buffer.from("something else, that nobody sent\n"));
      return;
    }
    const last = account.versions.findLast((version) => version.key === key && version.step !== null)?.step ?? null;
    if (last === null) return;
    const step = mended(last, 1 + opening.int(5));
    await world.upload(key, { step, bytes: bytesOf(step) });
  };
  const objects = createMemoryObjectStore({
    now,
    whims: { opening: overwrite },
    onPut(notice) {
      if (notice.bucket !== UPLOADS) return;
      // The bucket tells of our own results as of any other object.
      if (/\.(?:result\.json|annotated\.xlsx)$/.test(notice.key)) tell(notice, "the program");
      else put.set(notice.versionId, notice);
    },
  });
  const people = random.fork("uploaders");
  const world: SimulatedWorld = {
    random,
    tally,
    guard,
    db,
    now,
    moveClock: (byMs) => (time += byMs),
    events,
    uploads,
    objects,
    coreView: createCoreViewTwin({ now, random: random.fork("core view"), tally }),
    script,
    account,
    breakConsumers: (forMs) => (brokenUntil = time + forMs),
    consumersBroken: () => !healthy && time < brokenUntil,
    heal() {
      healthy = true;
      world.coreView.heal();
    },
    healthy: () => healthy,
    async upload(key, { bytes, step }) {
      const uploader = people.pick(UPLOADERS);
      const byMetadata = people.chance(4, 5);
      const metadata = byMetadata ? { "uploaded-by": uploader } : {};
      const versionId = (await objects.put({ bucket: UPLOADS, key }, bytes, metadata)) ?? "";
      const notice = put.get(versionId);
      if (notice === undefined) throw new Error("assertion: a version that was put is told of");
      tell(notice, byMetadata ? "somebody's role" : uploader);
      account.versions.push({ key, versionId, step, uploader, bytes, removed: false });
      tally.add("workbooks uploaded");
    },
  };
  return world;
}

export function bytesOf(step: NonNullable<Account["versions"][number]["step"]>): Uint8Array {
  return Buffer.from(JSON.stringify(step));
}

function whimsOf(random: Random, tally: Tally, healthy: () => boolean): QueueWhims {
  return {
    delayMs() {
      if (healthy() || !random.chance(1, 3)) return 0;
      tally.add("message delayed");
      return random.int(15 * MINUTE);
    },
    repeatsMs() {
      if (healthy() || !random.chance(1, 6)) return [];
      tally.add("message delivered twice");
      return [random.pick([0, MINUTE, DAY, 3 * DAY, 9 * DAY])];
    },
    choose(count) {
      if (healthy() || count < 2) return 0;
      const chosen = random.int(count);
      if (chosen > 0) tally.add("message out of order");
      return chosen;
    },
  };
}

/** What a flow is given when a mortal worker calls it. @param skewMs how far the worker's own clock is off */
export function depsFor(world: SimulatedWorld, mortal: Mortal, actor: string, skewMs: number): FlowDeps {
  const rewrite = world.guard?.rewrite ?? ((sql: string): string => sql);
  return {
    db: mortalDatabase(world.db, mortal, rewrite),
    now: () => new Date(world.now().getTime() + skewMs),
    actor,
    progress: () => undefined,
  };
}

export function queueFor(world: SimulatedWorld, mortal: Mortal, queue: Queue): Queue {
  const guarded = world.guard?.queue?.(queue) ?? queue;
  return {
    send: (body) => guarded.send(body),
    async receive(options) {
      const messages = await guarded.receive(options);
      mortal.pass("messages received");
      return messages;
    },
    async delete(receipt) {
      mortal.pass("before a message is deleted");
      await guarded.delete(receipt);
      mortal.pass("a message is deleted");
    },
    changeVisibility: (receipt, ms) => guarded.changeVisibility(receipt, ms),
  };
}

export function objectsFor(world: SimulatedWorld, mortal: Mortal): ObjectStore {
  const guarded = world.guard?.objects?.(world.objects) ?? world.objects;
  const answers = world.random.fork(`object store ${mortal.name}`);
  const answer = (): void => {
    mortal.stillAlive();
    if (world.healthy() || !answers.chance(1, 30)) return;
    world.tally.add("object store unavailable");
    throw new ObjectStoreUnavailable("the object store answers 503");
  };
  return {
    async open(address) {
      answer();
      mortal.pass("before an object is read");
      return guarded.open(address);
    },
    async head(address) {
      answer();
      return guarded.head(address);
    },
    async put(address, bytes, metadata) {
      answer();
      mortal.pass("before an object is put");
      const version = await guarded.put(address, bytes, metadata);
      mortal.pass("an object is put");
      return version;
    },
    async listVersions(bucket, prefix) {
      answer();
      return guarded.listVersions(bucket, prefix);
    },
  };
}

/** @param delivers reconciliation looks at Core View as it is, whatever guard the delivery does without */
export function coreViewFor(world: SimulatedWorld, mortal: Mortal, delivers: boolean): CoreViewAdapter {
  const guarded = (delivers ? world.guard?.coreView?.(world.coreView) : null) ?? world.coreView;
  return {
    destination: guarded.destination,
    async send(batch) {
      mortal.pass("before a batch is sent");
      const result = await guarded.send(batch);
      mortal.pass("a batch is sent");
      return result;
    },
    async read(id) {
      mortal.pass("before a batch is asked for");
      return guarded.read(id);
    },
    async list(market) {
      mortal.stillAlive();
      return guarded.list(market);
    },
    close: () => Promise.resolve(),
  };
}
