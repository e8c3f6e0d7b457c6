/**
 * The auditor: recomputes everything from what was really sent, by naive rules of its own, and compares ledger and Core View entry by entry
 * and cent by cent. In: a world, at any moment. Out: nothing, or the first invariant that does not hold.
 * From the database it takes only in which order the inputs came (their revisions) and what was posted.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { WorldStep } from "../support/commission-world.ts";
import { naiveEarned, naiveLedger, newestEvents, type NaiveClose } from "../support/naive-calculator.ts";
import { nextMonth } from "../support/naive-calendar.ts";
import { decimalText, knowledgeOf } from "../support/world-translation.ts";
import { DECIMALS } from "../support/commission-world.ts";
import { FIRST_CLOSED } from "../support/play-history.ts";
import type { SimulatedWorld } from "./simulated-world.ts";
import { worldAsOf, type KnownInput } from "./source-system.ts";
import { mustHold, Violation } from "./violation.ts";

const Entry = z.object({
  seq: z.bigint(),
  id: z.string(),
  close_id: z.string(),
  market: z.string(),
  agent_id: z.string(),
  contract_id: z.string(),
  period: z.string(),
  booked_in: z.string(),
  kind: z.string(),
  rate_ppm: z.int(),
  amount_minor: z.bigint(),
  currency: z.string(),
});
type Entry = z.infer<typeof Entry>;

const Close = z.object({
  id: z.string(),
  market: z.string(),
  period: z.string(),
  revision: z.bigint(),
  ledger_seq: z.bigint(),
  started_by: z.string(),
  decided_by: z.string(),
});
type Close = z.infer<typeof Close>;

export interface Auditor {
  /** What is cheap enough to hold after every step. */
  afterStep(): Promise<void>;
  /** Everything, once all is at rest. */
  atRest(): Promise<{ readonly entries: number; readonly closes: number }>;
}

export function createAuditor(world: SimulatedWorld): Auditor {
  const frozen = new Map<string, bigint>();
  let booked = 0;
  const seen = new Set<string>();
  return {
    async afterStep() {
      await closedIsClosed(world, frozen);
      // Only what came since: each entry of Core View's books once.
      for (const { entryId, batchId } of world.coreView.books.slice(booked)) {
        mustHold(
          "I2",
          !seen.has(entryId),
          () => `Core View booked entry ${entryId} a second time, in batch ${batchId}`,
        );
        seen.add(entryId);
      }
      booked = world.coreView.books.length;
    },
    async atRest() {
      await nothingLost(world);
      await uploadsInOrder(world);
      const inputs = await readInputs(world);
      const closes = await readCloses(world);
      const entries = await world.db.all(
        Entry,
        "select seq, id, close_id, market, agent_id, contract_id, period, booked_in, kind, rate_ppm, amount_minor, currency from ledger_entry order by seq",
      );
      await lastSequenceStands(world);
      await fourEyesHeld(world, closes);
      compareLedger(inputs, closes, entries);
      everythingSettled(inputs, closes, entries);
      compareBooks(world, entries);
      return { entries: entries.length, closes: closes.length };
    },
  };
}

/** I10: a month's booked total never moves once the next month is closed. */
async function closedIsClosed(world: SimulatedWorld, frozen: Map<string, bigint>): Promise<void> {
  const rows = await world.db.all(
    z.object({ market: z.string(), booked_in: z.string(), total: z.string() }),
    `select e.market, e.booked_in, sum(e.amount_minor)::text as total from ledger_entry e
      where e.booked_in < (select max(period) from close c where c.market = e.market and c.status in ('approved', 'delivered'))
      group by e.market, e.booked_in`,
  );
  const now = new Map(rows.map((row) => [`${row.market} ${row.booked_in}`, BigInt(row.total)]));
  for (const [month, total] of frozen) {
    const found = now.get(month);
    mustHold(
      "I10",
      found === total,
      () => `the booked total of ${month} was ${total} when the next month was closed, and is ${found}`,
    );
  }
  for (const [month, total] of now) frozen.set(month, total);
}

/** I1 and I2: each message and each version is in exactly one place. */
async function nothingLost(world: SimulatedWorld): Promise<void> {
  const { db, account } = world;
  const events = await db.all(z.object({ event_id: z.string() }), "select event_id from contract_event");
  const times = new Map<string, number>();
  for (const { event_id: id } of events) times.set(id, (times.get(id) ?? 0) + 1);
  for (const id of account.events.keys()) {
    mustHold(
      "I1",
      times.has(id),
      () => `event ${id} was sent, and is nowhere (${expired(world)} messages and copies went by their age)`,
    );
    mustHold("I2", times.get(id) === 1, () => `event ${id} is stored ${times.get(id)} times`);
  }
  mustHold(
    "I1",
    times.size === account.events.size,
    () => `${times.size} events are stored, and ${account.events.size} were sent`,
  );
  const rejected = await db.all(z.object({ raw: z.instanceof(Uint8Array) }), "select raw from rejected_message");
  const kept = new Set(rejected.map(({ raw }) => Buffer.from(raw).toString("hex")));
  for (const bytes of account.poison) {
    mustHold(
      "I1",
      kept.has(Buffer.from(bytes).toString("hex")),
      () => `a rejected message is not kept: ${Buffer.from(bytes).toString("utf8")}`,
    );
  }
  const uploads = await db.all(
    z.object({
      object_key: z.string(),
      version_id: z.string(),
      sha256: z.string().nullable(),
      kept: z.string().nullable(),
    }),
    "select u.object_key, u.version_id, u.sha256, w.sha256 as kept from upload u left join workbook w on w.id = u.workbook_id",
  );
  for (const { key, versionId, bytes, removed } of account.versions) {
    const found = uploads.filter((u) => u.object_key === key && u.version_id === versionId);
    const [row] = found;
    if (row === undefined && removed) continue;
    mustHold("I1", row !== undefined, () => `version ${versionId} of ${key} was put, and nobody knows of it`);
    mustHold("I2", found.length === 1, () => `version ${versionId} of ${key} was taken ${found.length} times`);
    const hash = createHash("sha256").update(bytes).digest("hex");
    const same = [row?.sha256 ?? hash, row?.kept ?? hash].every((other) => other === hash);
    mustHold("I5", same, () => `version ${versionId} of ${key} was taken with the bytes of another`);
  }
  mustHold(
    "I1",
    uploads.length <= account.versions.length,
    () => `${uploads.length} uploads are known, and ${account.versions.length} were put`,
  );
}

function expired({ events: { queue, dead } }: SimulatedWorld): string {
  return `${queue.expired()} and ${dead.expired()}`;
}

/** I7: of a key no older version came into force after a newer one, and the newest that could, did. */
async function uploadsInOrder(world: SimulatedWorld): Promise<void> {
  const rows = await world.db.all(
    z.object({ object_key: z.string(), version_id: z.string(), status: z.string(), revision: z.bigint().nullable() }),
    "select u.object_key, u.version_id, u.status, w.revision from upload u left join workbook w on w.id = u.workbook_id order by w.revision",
  );
  const place = (id: string): number => world.account.versions.findIndex((version) => version.versionId === id);
  for (const key of new Set(rows.map((row) => row.object_key))) {
    const of = rows.filter((row) => row.object_key === key);
    const imported = of.filter((row) => row.status === "imported").map((row) => place(row.version_id));
    const inOrder = imported.every((at, index) => index === 0 || at > (imported[index - 1] ?? -1));
    mustHold("I7", inOrder, () => `older versions of ${key} came into force after newer ones: ${imported.join(", ")}`);
    const [newest] = of
      .filter((row) => ["imported", "unchanged", "superseded"].includes(row.status))
      .toSorted((a, b) => place(b.version_id) - place(a.version_id));
    mustHold("I7", newest?.status !== "superseded", () => `the newest version of ${key} was put aside as superseded`);
  }
}

/** What the product learnt at each revision, in the words of those who sent it. */
async function readInputs(world: SimulatedWorld): Promise<KnownInput[]> {
  const { db, account } = world;
  const inputs: KnownInput[] = account.plans.map(({ revision, market, plan }) => ({
    revision,
    step: { kind: "plan", market, plan },
  }));
  const events = await db.all(
    z.object({ revision: z.bigint(), event_id: z.string() }),
    "select revision, event_id from contract_event",
  );
  for (const { revision, event_id: id } of events) {
    const contract = account.events.get(id);
    if (contract !== undefined) inputs.push({ revision, step: { kind: "contract", contract } });
  }
  const workbooks = await db.all(
    z.object({ revision: z.bigint(), version_id: z.string() }),
    "select w.revision, u.version_id from workbook w join upload u on u.workbook_id = w.id",
  );
  for (const { revision, version_id: id } of workbooks) {
    const step: WorldStep | null = account.versions.find((version) => version.versionId === id)?.step ?? null;
    if (step === null) throw new Violation("I1", `version ${id} was imported, and is no workbook`);
    inputs.push({ revision, step });
  }
  return inputs.toSorted((a, b) => Number(a.revision - b.revision));
}

/** Posted closes, of each market in the order in which they were posted. */
async function readCloses(world: SimulatedWorld): Promise<Close[]> {
  const closes = await world.db.all(
    Close,
    "select id, market, period, revision, ledger_seq, started_by, decided_by from close where status in ('approved', 'delivered')",
  );
  const number = (id: string): number => Number(id.slice(id.lastIndexOf("-") + 1));
  return closes.toSorted(
    (a, b) =>
      Number(a.ledger_seq - b.ledger_seq) ||
      (a.period < b.period ? -1 : a.period > b.period ? 1 : 0) ||
      number(a.id) - number(b.id),
  );
}

function wordsOf(e: {
  market: string;
  month: string;
  agent: string;
  contract: string;
  bookedIn: string;
  kind: string;
  rate: string;
  amount: string;
}): string {
  return JSON.stringify([e.market, e.month, e.agent, e.contract, e.bookedIn, e.kind, e.rate, e.amount]);
}

function entryWords(e: Entry): string {
  const decimals = DECIMALS[e.market] ?? 0;
  return wordsOf({
    market: e.market,
    month: e.period,
    agent: e.agent_id,
    contract: e.contract_id,
    bookedIn: e.booked_in,
    kind: e.kind,
    rate: decimalText(e.rate_ppm, 4),
    amount: decimalText(e.amount_minor, decimals),
  });
}

/** I4, I5, I8, I12: each close posted what the naive rules give for what was known at its revision. */
function compareLedger(inputs: readonly KnownInput[], closes: readonly Close[], entries: readonly Entry[]): void {
  const naive: NaiveClose[] = closes.map(({ market, period, revision }) => ({
    market,
    month: period,
    known: knowledgeOf(worldAsOf(inputs, revision)),
  }));
  const expected = naiveLedger(naive);
  for (const [index, { id }] of closes.entries()) {
    const posted = entries
      .filter((e) => e.close_id === id)
      .map(entryWords)
      .toSorted();
    const wanted = (expected[index] ?? []).map(wordsOf).toSorted();
    const [missing] = wanted.filter((words) => !posted.includes(words));
    const [extra] = posted.filter((words) => !wanted.includes(words));
    const same = missing === undefined && extra === undefined && posted.length === wanted.length;
    mustHold(
      "I4",
      same,
      () =>
        `close ${id} posted ${extra ?? "nothing"}, and the auditor finds ${missing ?? "nothing"} (${posted.length} entries, ${wanted.length} expected)`,
    );
  }
  const [orphan] = entries.filter((e) => !closes.some(({ id }) => id === e.close_id));
  mustHold("I4", orphan === undefined, () => `entry ${orphan?.id} belongs to no posted close`);
}

/** I3 and I7: with everything that was ever sent, each place adds up to what it should have earned by its market's newest close. */
function everythingSettled(inputs: readonly KnownInput[], closes: readonly Close[], entries: readonly Entry[]): void {
  const known = knowledgeOf(worldAsOf(inputs, 1n << 62n));
  for (const market of Object.keys(DECIMALS)) {
    const last = closes
      .filter((close) => close.market === market)
      .map(({ period }) => period)
      .toSorted()
      .at(-1);
    if (last === undefined) throw new Violation("I9", `${market} was never closed`);
    const close: NaiveClose = { market, month: last, known };
    for (let month: string = FIRST_CLOSED; month <= last; month = nextMonth(month)) {
      const sums = new Map<string, bigint>();
      for (const e of entries.filter((one) => one.market === market && one.period === month)) {
        const place = JSON.stringify([e.agent_id, e.contract_id]);
        sums.set(place, (sums.get(place) ?? 0n) + e.amount_minor);
      }
      for (const { agent, contract, amount } of naiveEarned(close, month)) {
        const place = JSON.stringify([agent, contract]);
        const sum = decimalText(sums.get(place) ?? 0n, DECIMALS[market] ?? 0);
        sums.delete(place);
        mustHold(
          "I3",
          amount === null || Number(sum) === Number(amount),
          () => `${market} ${month} ${place} has ${sum}, and earned ${amount}`,
        );
      }
      const [gone] = [...sums].filter(([, sum]) => sum !== 0n);
      mustHold(
        "I3",
        gone === undefined,
        () => `${market} ${month} ${gone?.[0]} keeps ${gone?.[1]}, and has no contract any more`,
      );
    }
  }
}

/** I7: of each contract the event with the highest sequence stands, of all that were sent. */
async function lastSequenceStands(world: SimulatedWorld): Promise<void> {
  const rows = await world.db.all(
    z.object({ contract_id: z.string(), sequence: z.bigint() }),
    "select contract_id, sequence from contract_version where superseded_by is null",
  );
  const sent = knowledgeOf(
    worldAsOf(
      [...world.account.events.values()].map((contract) => ({
        revision: 0n,
        step: { kind: "contract" as const, contract },
      })),
      0n,
    ),
  );
  for (const { contract, sequence } of newestEvents(sent)) {
    const standing = rows.filter((row) => row.contract_id === contract);
    mustHold(
      "I7",
      standing.length === 1 && Number(standing[0]?.sequence) === sequence,
      () => `${contract} stands at ${standing.map((row) => row.sequence).join(", ")}, and ${sequence} was sent last`,
    );
  }
}

/** I11: nobody approved what they started, or what a workbook of theirs decided. */
async function fourEyesHeld(world: SimulatedWorld, closes: readonly Close[]): Promise<void> {
  const workbooks = await world.db.all(
    z.object({ revision: z.bigint(), uploaded_by: z.string(), version_id: z.string() }),
    "select w.revision, w.uploaded_by, u.version_id from workbook w join upload u on u.workbook_id = w.id order by w.revision",
  );
  for (const { id, market, period, revision, started_by: starter, decided_by: approver } of closes) {
    mustHold("I11", starter !== approver, () => `${approver} started close ${id} and approved it`);
    const matrix = workbooks.findLast((w) => {
      const step = world.account.versions.find((version) => version.versionId === w.version_id)?.step;
      return (
        w.revision <= revision &&
        step?.kind === "matrix" &&
        step.matrix.market === market &&
        step.matrix.year === Number(period.slice(0, 4))
      );
    });
    mustHold(
      "I11",
      matrix?.uploaded_by !== approver,
      () => `${approver} uploaded the matrix of close ${id} and approved it`,
    );
  }
}

/** I2 and I3: Core View has booked each entry of the ledger, once, to the cent, and nothing else. */
function compareBooks(world: SimulatedWorld, entries: readonly Entry[]): void {
  const { books } = world.coreView;
  const lines = new Map<string, string>();
  for (const { entryId, line } of books) {
    mustHold("I2", !lines.has(entryId), () => `Core View has booked entry ${entryId} more than once`);
    const {
      market = "",
      period: month = "",
      agent_id: agent = "",
      contract_id: contract = "",
      booked_in: bookedIn = "",
      kind = "",
      rate = "",
      amount = "",
    } = line;
    lines.set(entryId, wordsOf({ market, month, agent, contract, bookedIn, kind, rate, amount }));
  }
  for (const entry of entries) {
    const found = lines.get(entry.id);
    const wanted = entryWords(entry);
    mustHold(
      "I3",
      found !== undefined,
      () => `entry ${entry.id} is in the ledger, and Core View has not booked it: ${wanted}`,
    );
    mustHold("I3", found === wanted, () => `entry ${entry.id} is ${wanted} in the ledger, and ${found} in Core View`);
  }
  mustHold(
    "I3",
    lines.size === entries.length,
    () => `Core View has booked ${lines.size} entries, and the ledger has ${entries.length}`,
  );
}
