/**
 * Core View in this process, as it may well be: it books what it is sent entry by entry, and knows a key only for a day, as servers do.
 * In: the clock, chance, faults on or off. Out: the port; and its books, which the auditor compares with the ledger.
 * Its reading of the CSV is its own: it shares nothing with what wrote it.
 */
import { createHash } from "node:crypto";
import type {
  CoreViewAdapter,
  EntryAnswer,
  ReadResult,
  SendableBatch,
  SendResult,
} from "../../src/platform/core-view/core-view.ts";
import type { Random } from "./random.ts";
import type { Tally } from "./tally.ts";

export interface Booking {
  readonly batchId: string;
  readonly entryId: string;
  /** The line's columns by their names. */
  readonly line: Readonly<Record<string, string>>;
}

export interface CoreViewTwin extends CoreViewAdapter {
  /** Everything that it has booked, in order: its own account of what is to be paid. */
  readonly books: readonly Booking[];
  /** From now on it does as it is told. */
  heal(): void;
  /** Nobody reaches it until then. */
  goOut(until: Date): void;
}

interface Held {
  readonly batch: SendableBatch;
  readonly keyKnownUntil: number;
  readonly entries: Map<string, EntryAnswer>;
}

const KEY_LIFE_MS = 24 * 3_600_000;

export interface TwinOptions {
  readonly now: () => Date;
  readonly random: Random;
  readonly tally: Tally;
}

export function createCoreViewTwin({ now, random, tally }: TwinOptions): CoreViewTwin {
  const books: Booking[] = [];
  const held = new Map<string, Held>();
  const calls = new Map<string, number>();
  /** Batches that came, and are booked only when somebody looks the next time: their answer was lost on the way. */
  const late: SendableBatch[] = [];
  let healthy = false;
  let outUntil = 0;

  /** Chance for one call, whatever else happens meanwhile. */
  function chanceFor(what: string): Random {
    const call = (calls.get(what) ?? 0) + 1;
    calls.set(what, call);
    return random.fork(`${what} ${call}`);
  }
  function fault(kind: string): void {
    tally.add(`Core View: ${kind}`);
  }

  /** Books what is not booked under this key yet; under a key that is forgotten, everything once more. */
  function book(batch: SendableBatch, chance: Random): Held {
    const lines = readLines(batch.csv);
    const known = held.get(batch.id);
    // It keeps the key of a batch that is not settled: else what it refused could never be sent again.
    const unsettled = known !== undefined && [...known.entries.values()].some(({ state }) => state !== "accepted");
    const current =
      known !== undefined && (unsettled || known.keyKnownUntil > now().getTime())
        ? known
        : { batch, keyKnownUntil: now().getTime() + KEY_LIFE_MS, entries: new Map<string, EntryAnswer>() };
    if (known !== undefined && current !== known) fault("booked under a forgotten key");
    held.set(batch.id, current);
    const picky = !healthy && chance.chance(1, 8);
    if (picky) fault("refused some entries");
    for (const line of lines) {
      const entryId = line["entry_id"] ?? "";
      if (current.entries.get(entryId)?.state === "accepted") continue;
      if (picky && chance.chance(1, 3)) {
        current.entries.set(entryId, { entryId, state: "refused", reason: "the agent is not known here yet" });
        continue;
      }
      current.entries.set(entryId, { entryId, state: "accepted", reason: null });
      books.push({ batchId: batch.id, entryId, line });
    }
    return current;
  }
  function settleLate(): void {
    for (const batch of late.splice(0)) {
      if (!held.has(batch.id)) book(batch, chanceFor(`late ${batch.id}`));
    }
  }
  function out(): boolean {
    return now().getTime() < outUntil;
  }
  const notNow = (retryAfterMs: number | null) => ({
    state: "unavailable" as const,
    code: "core-view-unavailable",
    message: "Core View answers 503.",
    retryAfterMs,
  });
  const lost = () => ({
    state: "unknown" as const,
    code: "core-view-unknown",
    message: "Core View's answer was lost.",
    retryAfterMs: null,
  });

  async function send(batch: SendableBatch): Promise<SendResult> {
    const chance = chanceFor(`send ${batch.id}`);
    await slowly(healthy ? 0 : chance.int(4));
    if (out()) return notNow(null);
    if (!healthy) {
      if (chance.chance(1, 8)) {
        fault("429 or 503");
        return notNow(chance.pick([null, 1_000, 60_000, 3_600_000]));
      }
      if (chance.chance(1, 12)) {
        fault("lost on the way there");
        return lost();
      }
      if (chance.chance(1, 8)) {
        fault("booked later than it was asked");
        late.push(batch);
        return lost();
      }
    }
    settleLate();
    const known = held.get(batch.id);
    if (known !== undefined && sha(known.batch.csv) !== sha(batch.csv)) {
      return { state: "refused", code: "core-view-conflict", message: `${batch.id} is known with other content` };
    }
    const { entries } = book(batch, chance);
    if (!healthy && chance.chance(1, 4)) {
      fault("booked, and the answer lost");
      return lost();
    }
    const answers = [...entries.values()];
    if (answers.every((answer) => answer.state === "accepted")) {
      if (!healthy && answers.length > 1 && chance.chance(1, 12)) {
        fault("an entry not named in the answer");
        return { state: "partly-accepted", entries: answers.slice(1), message: "one entry is not named" };
      }
      return { state: "accepted" };
    }
    return { state: "partly-accepted", entries: answers, message: "some entries were refused" };
  }
  async function read(id: string): Promise<ReadResult> {
    const chance = chanceFor(`read ${id}`);
    await slowly(healthy ? 0 : chance.int(3));
    if (out()) return notNow(null);
    if (!healthy && chance.chance(1, 10)) {
      fault("unreadable for now");
      return notNow(chance.pick([null, 5_000]));
    }
    const found = held.get(id);
    if (found === undefined) return { state: "absent" };
    const { csv, manifest } = found.batch;
    const answers = [...found.entries.values()];
    const all = answers.every((answer) => answer.state === "accepted");
    return { state: "held", batch: { id, csv, manifest, booked: all ? "all" : answers } };
  }
  return {
    destination: "twin",
    books,
    send,
    read,
    async list(market) {
      const chance = chanceFor(`list ${market}`);
      await slowly(healthy ? 0 : chance.int(3));
      if (out()) return notNow(null);
      if (!healthy && chance.chance(1, 10)) {
        fault("wrong pages");
        return { state: "refused", code: "core-view-list", message: "The pages of the list do not fit together." };
      }
      settleLate();
      return { state: "listed", ids: [...held.keys()].filter((id) => id.startsWith(`${market}-`)).toSorted() };
    },
    close: () => Promise.resolve(),
    heal() {
      settleLate();
      healthy = true;
      outUntil = 0;
    },
    goOut(until) {
      outUntil = until.getTime();
      fault("out for hours or days");
    },
  };
}

async function slowly(turns: number): Promise<void> {
  for (let n = 0; n < turns; n += 1) await new Promise((resolve) => setImmediate(resolve));
}

function sha(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** RFC 4180, with a head line. */
export function readLines(csv: Uint8Array): Record<string, string>[] {
  const text = Buffer.from(csv)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charAt(i);
    if (quoted && c === '"' && text.charAt(i + 1) === '"') {
      cell += '"';
      i += 1;
    } else if (c === '"') quoted = !quoted;
    else if (quoted || (c !== "," && c !== "\r" && c !== "\n")) cell += c;
    else if (c === "," || c === "\n") {
      rows.at(-1)?.push(cell);
      cell = "";
      if (c === "\n") rows.push([]);
    }
  }
  const [head = [], ...lines] = rows.filter((row) => row.length > 0);
  return lines.map((line) => Object.fromEntries(head.map((name, index) => [name, line[index] ?? ""])));
}
