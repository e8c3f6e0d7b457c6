/**
 * The outside that sends: the source of contracts, the people who upload workbooks, the one who keeps the settings. In: a seed.
 * Out: what is to be sent, piece by piece; and the account of all that was sent, which is the truth that the auditor works from.
 */
import fc from "fast-check";
import {
  AGENTS,
  DECIMALS,
  MONTHS,
  learn,
  EMPTY_WORLD,
  type World,
  type WorldContract,
  type WorldPlan,
  type WorldStep,
} from "../support/commission-world.ts";
import { messageOf, type WorkbookStep } from "../support/flow-world.ts";
import { historyArbitrary } from "../support/history-arbitrary.ts";
import type { Random } from "./random.ts";

/** An uploaded version, as the person put it. `step` is null when it is no workbook that can be read. */
export interface PutVersion {
  readonly key: string;
  readonly versionId: string;
  readonly step: WorkbookStep | null;
  readonly uploader: string;
  readonly bytes: Uint8Array;
  /** Taken away for good by somebody, maybe before anybody heard of it. */
  removed: boolean;
}

/** A change of the plan, with the revision that it was given. */
export interface SetPlan {
  readonly revision: bigint;
  readonly market: string | null;
  readonly plan: Partial<WorldPlan>;
}

/** Everything that was sent and set, as it was meant. */
export interface Account {
  /** By the message's id. */
  readonly events: Map<string, WorldContract>;
  /** In the order in which they were put. */
  readonly versions: PutVersion[];
  readonly plans: SetPlan[];
  /** Bytes that can only be rejected. */
  readonly poison: Uint8Array[];
}

export function emptyAccount(): Account {
  return { events: new Map(), versions: [], plans: [], poison: [] };
}

type ContractStep = Extract<WorldStep, { kind: "contract" }>;
type PlanStep = Extract<WorldStep, { kind: "plan" }>;

export interface Script {
  readonly contracts: ContractStep[];
  readonly workbooks: WorkbookStep[];
  readonly plans: PlanStep[];
}

const HISTORIES = 4;

/**
 * Some histories, each with contracts of its own, sorted out by who sends what. Two events of one contract with one sequence would be a
 * mistake of the source's.
 */
export function drawScript(random: Random): Script {
  const drawn = fc.sample(historyArbitrary, { numRuns: HISTORIES, seed: random.int(2 ** 31) });
  const script: Script = { contracts: [], workbooks: [], plans: [] };
  const sequences = new Set<string>();
  for (const [index, steps] of drawn.entries()) {
    for (const step of steps) {
      if (step.kind === "contract") {
        // The others' are of one market each: there statements hold many contracts.
        const market = ["", "SE", "KW", "JP"][index] || step.contract.market;
        const contract = { ...step.contract, market, contract: `${step.contract.contract}${index === 0 ? "" : index}` };
        const name = `${contract.contract} ${contract.sequence}`;
        if (!sequences.has(name)) script.contracts.push({ kind: "contract", contract });
        sequences.add(name);
      } else if (step.kind === "plan") script.plans.push(step);
      // The first history brings all matrices and targets; a few of the others' come later.
      else if (step.kind !== "close" && (index === 0 || random.chance(1, 4))) script.workbooks.push(step);
    }
  }
  // Most agents have a target of their own in each market, so that blocked statements stay the exception.
  const targets = Object.keys(DECIMALS).flatMap((market) =>
    AGENTS.flatMap((agent) => MONTHS.map((month) => ({ agent, market, month }))),
  );
  for (const target of targets) {
    if (random.chance(2, 3))
      script.workbooks.unshift({ kind: "target", target: { ...target, units: 1 + random.int(1_500) } });
  }
  return script;
}

export function eventText(id: string, contract: WorldContract): string {
  return JSON.stringify(messageOf({ id, contract }));
}

/** Where a person puts a workbook: one key for what it is about, so that a newer version takes the older one's place. */
export function keyOf(step: WorkbookStep): string {
  if (step.kind === "matrix") {
    return `matrices ${step.matrix.market}+å/commission_matrices_${step.matrix.year}.xlsx`;
  }
  const { agent, market, month } = step.target;
  return `targets/${agent} ${market ?? "any"} ${month}/sales_targets_${month.slice(0, 4)}.xlsx`;
}

/** The same workbook with other figures. */
export function mended(step: WorkbookStep, by: number): WorkbookStep {
  if (step.kind === "target") return { ...step, target: { ...step.target, units: (step.target.units ?? 100) + by } };
  const ratesPpm = step.matrix.ratesPpm.map((row) => row.map((rate) => (rate + by) % 200_000));
  return { ...step, matrix: { ...step.matrix, ratesPpm } };
}

/** What nothing can be made of, in many ways. */
export function drawPoison(random: Random, n: number): Uint8Array {
  const deep = `${"[".repeat(200)}${"]".repeat(200)}`;
  return random.pick([
    Buffer.from(`{"specversion":"1.0","id":"broken-${n}"`),
    Buffer.from([0xff, 0xfe, 0x41, n % 256, Math.floor(n / 256)]),
    Buffer.from(`{"specversion":"1.0","id":"nul\\u0000${n}","source":"world","type":"contract.recorded.v1","data":{}}`),
    Buffer.from(`{"specversion":"1.0","id":"deep-${n}","source":"world","data":{"a":${deep}}}`),
    Buffer.from(
      `{"specversion":"1.0","id":"proto-${n}","source":"world","type":"contract.recorded.v1","__proto__":{"a":1}}`,
    ),
    Buffer.from(`{"specversion":"1.0","id":"empty-${n}","source":"world","type":"contract.recorded.v1","data":{}}`),
    Buffer.from(`"only a text ${n}"`),
  ]);
}

/** What an S3 event says, key and all, as S3 writes it. */
export function noticeOf(
  put: { readonly bucket: string; readonly key: string; readonly versionId: string; readonly sequencer: string },
  principal: string | null,
): Uint8Array {
  const key = encodeURIComponent(put.key).replaceAll("%20", "+").replaceAll("%2F", "/");
  const object = { key, versionId: put.versionId, sequencer: put.sequencer };
  const record = {
    eventName: "ObjectCreated:Put",
    userIdentity: principal === null ? {} : { principalId: principal },
    s3: { bucket: { name: put.bucket }, object },
  };
  return Buffer.from(JSON.stringify({ Records: [record] }));
}

/** An input with the revision that the product gave it. */
export interface KnownInput {
  readonly revision: bigint;
  readonly step: WorldStep;
}

/** What was known as of a revision. */
export function worldAsOf(inputs: readonly KnownInput[], revision: bigint): World {
  return inputs
    .filter((input) => input.revision <= revision)
    .reduce((world, { step }) => learn(world, step), EMPTY_WORLD);
}
