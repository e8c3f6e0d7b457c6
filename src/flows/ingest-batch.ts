/**
 * A batch of parsed events into the store, in one transaction: each is accepted, a duplicate, stale or rejected, and none is lost.
 * In: events in the order of their arrival. Out: what became of each. Whatever the batches' size or order, the same contracts stand at the end.
 */
import { classify, withIdConflict } from "../contracts/classify-event.ts";
import type { ParsedEvent, ValidEvent } from "../contracts/parse-event.ts";
import { rawHash } from "../contracts/raw-hash.ts";
import type { MessageProblem } from "../domain/problem.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import {
  eventKey,
  insertEvents,
  insertVersions,
  knownEvents,
  rememberAgents,
  supersedeVersions,
  versionsInForce,
  type NewEvent,
  type StoredVersion,
} from "../store/contracts.sql.ts";
import { insertTotals, type NewTotals } from "../store/control-totals.sql.ts";
import { keepRejected, type NewRejected } from "../store/rejected.sql.ts";
import { advanceInputs, lockInputs } from "../store/revision.sql.ts";
import type { FlowDeps } from "./deps.ts";
import { settleRejected } from "./settle-rejected.ts";
import { decideTotals, readTotalsKnown, totalsRow, type TotalsKnown } from "./take-totals.ts";

/** An event on its way in, with where it stood. `rawLength` says how long it was where its bytes are not held whole. */
export interface Arrival {
  readonly line: number | null;
  readonly event: ParsedEvent;
  readonly rawLength: number;
}

export type Fate =
  | { readonly kind: "accepted" | "duplicate" | "stale" }
  | { readonly kind: "rejected"; readonly id: string | null; readonly problems: readonly MessageProblem[] };

/** What is known while the batch is worked through: the store's state, then each decision of the batch itself. */
interface Knowledge {
  readonly contentById: Map<string, string>;
  readonly versions: Map<string, StoredVersion>;
  readonly totals: TotalsKnown;
}

/** What the batch will write. */
interface Plan {
  readonly events: NewEvent[];
  readonly totals: NewTotals[];
  readonly versions: Map<bigint, NewEvent & { supersededBy: bigint | null }>;
  /** Versions of the store that end: `[old revision, new revision]`. */
  readonly ended: [bigint, bigint][];
  readonly rejected: Map<string, NewRejected>;
}

/** @param from where the batch came from, such as a file's name; kept with each event */
export async function ingestBatch(
  deps: Pick<FlowDeps, "db" | "now" | "actor">,
  arrivals: readonly Arrival[],
  from: string,
): Promise<readonly Fate[]> {
  return deps.db.transaction((tx) => ingestInTransaction(tx, deps, arrivals, from));
}

/** The same inside a transaction of the caller's. */
export async function ingestInTransaction(
  tx: Transaction,
  deps: Pick<FlowDeps, "now" | "actor">,
  arrivals: readonly Arrival[],
  from: string,
): Promise<readonly Fate[]> {
  const fates = await takeIn(tx, deps.now(), arrivals, from);
  const taken = arrivals.flatMap(({ event, rawLength }, index) => {
    const fate = fates[index]?.kind ?? "rejected";
    return fate === "rejected" ? [] : [{ raw: event.raw, rawLength, fate }];
  });
  await settleRejected(tx, deps, taken);
  return fates;
}

/** The same for a replay, which decides about the rejected message itself. */
export async function takeIn(
  tx: Transaction,
  at: Date,
  arrivals: readonly Arrival[],
  from: string,
): Promise<readonly Fate[]> {
  // The lock comes first: what is read after it cannot change before this batch is in.
  let revision = await lockInputs(tx);
  const before = revision;
  const known = await readKnowledge(tx, arrivals);
  const plan: Plan = { events: [], totals: [], versions: new Map(), ended: [], rejected: new Map() };
  const fates = arrivals.map((arrival): Fate => {
    const { event } = arrival;
    if (event.kind === "invalid") return rejectInvalid(arrival, event, known, plan);
    const sameId = sameIdOf(event, known);
    const decision =
      event.kind === "totals"
        ? decideTotals(event, sameId, known.totals)
        : classify(event, { sameId, stored: known.versions.get(event.contract.contractId) ?? null });
    if (typeof decision !== "string") return reject(arrival, event.envelope.id, [decision.rejected], plan);
    if (sameId !== null) return { kind: decision };
    known.contentById.set(eventKey(event.envelope.source, event.envelope.id), event.contentHash);
    if (event.kind === "totals") {
      plan.totals.push(totalsRow(event, decision, arrival.line, known.totals));
    } else {
      revision += 1n;
      write(arrival, event, { revision, outcome: decision }, known, plan);
    }
    return { kind: decision };
  });
  await writePlan(tx, plan, { at, from });
  if (revision > before) await advanceInputs(tx, revision);
  return fates;
}

async function readKnowledge(tx: Transaction, arrivals: readonly Arrival[]): Promise<Knowledge> {
  const names = arrivals.flatMap(({ event }) => {
    if (event.kind !== "invalid") return [event.envelope];
    return event.id === null || event.source === null ? [] : [{ id: event.id, source: event.source }];
  });
  const contractIds = arrivals.flatMap(({ event }) => (event.kind === "valid" ? [event.contract.contractId] : []));
  return {
    contentById: await knownEvents(tx, names),
    versions: await versionsInForce(tx, [...new Set(contractIds)]),
    totals: await readTotalsKnown(
      tx,
      arrivals.flatMap(({ event }) => (event.kind === "totals" ? [event] : [])),
    ),
  };
}

function sameIdOf(event: Pick<ValidEvent, "envelope">, known: Knowledge): { contentHash: string } | null {
  const contentHash = known.contentById.get(eventKey(event.envelope.source, event.envelope.id));
  return contentHash === undefined ? null : { contentHash };
}

function write(
  arrival: Arrival,
  event: ValidEvent,
  { revision, outcome }: { revision: bigint; outcome: "accepted" | "duplicate" | "stale" },
  known: Knowledge,
  plan: Plan,
): void {
  const { envelope, contract, contentHash } = event;
  const raw = Buffer.from(event.raw.buffer, event.raw.byteOffset, event.raw.length).toString("utf8");
  const row: NewEvent = {
    revision,
    source: envelope.source,
    id: envelope.id,
    outcome,
    contentHash,
    contract,
    line: arrival.line,
    raw,
  };
  plan.events.push(row);
  if (outcome !== "accepted") return;
  const former = known.versions.get(contract.contractId);
  const ofThisBatch = former === undefined ? undefined : plan.versions.get(former.revision);
  if (ofThisBatch !== undefined) ofThisBatch.supersededBy = revision;
  else if (former !== undefined) plan.ended.push([former.revision, revision]);
  plan.versions.set(revision, { ...row, supersededBy: null });
  known.versions.set(contract.contractId, { revision, sequence: contract.sequence, contentHash });
}

function rejectInvalid(
  arrival: Arrival,
  event: Extract<ParsedEvent, { kind: "invalid" }>,
  known: Knowledge,
  plan: Plan,
): Fate {
  const { id, source } = event;
  const seen = id !== null && source !== null && known.contentById.has(eventKey(source, id));
  return reject(arrival, id, seen ? withIdConflict(event) : event.problems, plan);
}

function reject(arrival: Arrival, id: string | null, problems: readonly MessageProblem[], plan: Plan): Fate {
  const raw = arrival.event.raw;
  const rawSha256 = rawHash(raw, arrival.rawLength);
  plan.rejected.set(rawSha256, {
    line: arrival.line,
    raw,
    rawLength: arrival.rawLength,
    rawSha256,
    eventId: id,
    problems,
  });
  return { kind: "rejected", id, problems };
}

async function writePlan(tx: Transaction, plan: Plan, received: { at: Date; from: string }): Promise<void> {
  if (plan.events.length > 0) await insertEvents(tx, plan.events, received);
  if (plan.totals.length > 0) await insertTotals(tx, plan.totals, received);
  const versions = [...plan.versions.values()];
  // The old version ends before the new one begins: a contract has one version in force.
  if (plan.ended.length > 0) await supersedeVersions(tx, plan.ended);
  if (versions.length > 0) {
    await insertVersions(tx, versions);
    await rememberAgents(
      tx,
      versions.map((v) => v.contract.agentId),
      received.at,
    );
  }
  if (plan.rejected.size > 0) await keepRejected(tx, [...plan.rejected.values()], received);
}
