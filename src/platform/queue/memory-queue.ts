/**
 * A queue in memory that behaves as SQS's standard queue does: at least once, hidden while somebody works on it, to the dead-letter
 * queue after too many tries, gone after its retention. In: the clock, the policy, and whims, by which a test delays, repeats and reorders.
 * What may be lost: everything, when the process ends.
 */
import { MOST_RECEIVED, type Queue, type QueueMessage } from "./queue.ts";

export interface MemoryQueueOptions {
  readonly now: () => Date;
  readonly retentionMs: number;
  /** Where a message goes that was received `mostReceives` times; null: it stays. */
  readonly deadLetters: { readonly queue: MemoryQueue; readonly mostReceives: number } | null;
  readonly whims?: QueueWhims;
}

/** What a standard queue may do, and does now and then. */
export interface QueueWhims {
  /** How long a message takes until it can be received. */
  delayMs(): number;
  /** After which times a message comes again, whatever became of it. */
  repeatsMs(): readonly number[];
  /** Which of `count` messages comes next, from 0. */
  choose(count: number): number;
}

export interface MemoryQueue extends Queue {
  /** Takes in a message that keeps its id and time, as a dead letter does. */
  adopt(message: Pick<QueueMessage, "id" | "body" | "sentAt">): void;
  /** Sends everything that is here to another queue, as new messages. @returns how many */
  redrive(to: Queue): Promise<number>;
  /** How many are here, hidden ones too. */
  depth(): number;
  /** How many went because they were too old. */
  expired(): number;
  /** When the next hidden or delayed one can be received; null when there is none. */
  nextVisibleAt(): Date | null;
}

interface Held {
  readonly id: string;
  readonly body: Uint8Array;
  readonly sentAt: Date;
  visibleAt: number;
  receiveCount: number;
  receipt: string | null;
}

const NO_WHIMS: QueueWhims = { delayMs: () => 0, repeatsMs: () => [], choose: () => 0 };

let queues = 0;

/** The messages that are here, and what befalls them by themselves. */
function createShelf({ now, retentionMs, deadLetters, whims = NO_WHIMS }: MemoryQueueOptions) {
  let held: Held[] = [];
  let expired = 0;
  const shelf = {
    all: (): readonly Held[] => held,
    expired: (): number => expired,
    put(message: Pick<QueueMessage, "id" | "body" | "sentAt">, visibleAt: number): void {
      const { id, body, sentAt } = message;
      held.push({ id, body, sentAt, visibleAt, receiveCount: 0, receipt: null });
    },
    keep(wanted: (message: Held) => boolean): void {
      held = held.filter(wanted);
    },
    letGo(): void {
      const oldest = now().getTime() - retentionMs;
      const young = held.filter((m) => m.sentAt.getTime() > oldest);
      expired += held.length - young.length;
      held = young;
    },
    /** The next one that can be handed out; those tried too often are dead letters by now. */
    next(): Held | null {
      for (;;) {
        const at = now().getTime();
        const visible = held.filter((m) => m.visibleAt <= at);
        const found = visible[whims.choose(visible.length)];
        if (found === undefined) return null;
        if (deadLetters === null || found.receiveCount < deadLetters.mostReceives) return found;
        shelf.keep((m) => m !== found);
        deadLetters.queue.adopt(found);
      }
    },
  };
  return shelf;
}

export function createMemoryQueue(options: MemoryQueueOptions): MemoryQueue {
  const { now, whims = NO_WHIMS } = options;
  const shelf = createShelf(options);
  queues += 1;
  const name = `q${queues}`;
  let numbers = 0;
  const number = (): string => `${name}-${(numbers += 1)}`;
  return {
    send(body) {
      const sentAt = now();
      const id = number();
      shelf.put({ id, body, sentAt }, sentAt.getTime() + whims.delayMs());
      for (const after of whims.repeatsMs()) {
        const again = sentAt.getTime() + after;
        shelf.put({ id, body, sentAt: new Date(again) }, again);
      }
      return Promise.resolve(id);
    },
    receive({ most, visibilityMs }) {
      shelf.letGo();
      const taken: QueueMessage[] = [];
      for (let n = 0; n < Math.min(most, MOST_RECEIVED); n += 1) {
        const message = shelf.next();
        if (message === null) break;
        message.receiveCount += 1;
        message.visibleAt = now().getTime() + visibilityMs;
        const receipt = number();
        message.receipt = receipt;
        const { id, body, receiveCount, sentAt } = message;
        taken.push({ id, body, receiveCount, sentAt, receipt });
      }
      return Promise.resolve(taken);
    },
    delete(receipt) {
      shelf.keep((m) => m.receipt !== receipt);
      return Promise.resolve();
    },
    changeVisibility(receipt, visibilityMs) {
      for (const message of shelf.all()) {
        if (message.receipt === receipt) message.visibleAt = now().getTime() + visibilityMs;
      }
      return Promise.resolve();
    },
    adopt: (message) => shelf.put(message, now().getTime()),
    async redrive(to) {
      shelf.letGo();
      const letters = shelf.all();
      shelf.keep(() => false);
      for (const { body } of letters) await to.send(body);
      return letters.length;
    },
    depth() {
      shelf.letGo();
      return shelf.all().length;
    },
    expired: () => shelf.expired(),
    nextVisibleAt() {
      const times = shelf.all().map((m) => m.visibleAt);
      return times.length === 0 ? null : new Date(Math.min(...times));
    },
  };
}
