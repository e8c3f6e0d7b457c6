/**
 * Target minus posted (domain.md, "The ledger"): what one agent's places in one market and period should have earned by now,
 * seen from the close of a period, less what the ledger says that they have earned.
 * In: the places, the statement as it is calculated now, what is posted. Out: the entries to propose; none where nothing differs,
 * so that a repeated close posts nothing twice.
 */
import { clawbackWindow } from "../domain/clawback.ts";
import { compareCodePoints } from "../domain/code-point-order.ts";
import type { CountableContract } from "../domain/contract.ts";
import type { EntryKind, Place, ProposedEntry } from "../domain/ledger-entry.ts";
import type { Minor } from "../domain/money.ts";
import { lastDayOf, type Period } from "../domain/period.ts";
import type { Plan } from "../domain/plan.ts";
import type { Ppm } from "../domain/rate.ts";
import type { Statement } from "../domain/statement.ts";
import { entryId } from "./entry-id.ts";
import { statementId } from "./statement-id.ts";

/** The entries that the ledger holds at a place: their sum, their number (at least 1) and the rate of the last. */
export interface PostedAtPlace {
  readonly amountMinor: Minor;
  readonly count: number;
  readonly ratePpm: Ppm;
}

export interface PlaceToSettle {
  readonly contractId: string;
  /** The contract when it stands at this place, counting or not; null when it is not there any more. */
  readonly standing: CountableContract | null;
  /** Null when nothing was ever posted here. */
  readonly posted: PostedAtPlace | null;
}

export interface SettlementInput {
  readonly market: string;
  /** The places' own period. */
  readonly period: Period;
  readonly agentId: string;
  /** ISO 4217, of the market in that period. */
  readonly currency: string;
  /** The period that is being closed: `bookedIn` of every entry. Not before `period`. */
  readonly closing: Period;
  readonly plan: Plan;
  /** As the facts of now give it; null when no contract counts. */
  readonly statement: Statement | null;
  /** Every place that has a contract or an entry, each once; in any order. */
  readonly places: readonly PlaceToSettle[];
}

/** What a place should have earned. `ratePpm` is null when it has no commission line: the entry then reverses what was posted. */
interface Target {
  readonly amountMinor: Minor;
  readonly ratePpm: Ppm | null;
  readonly byCancellation: boolean;
}

/**
 * The entries of one agent, market and period, by contract id in code point order; none is zero.
 * @throws only on our own mistakes: a closing before the period, a statement or a contract of another place
 */
export function settle(input: SettlementInput): readonly ProposedEntry[] {
  assertOfOnePlace(input);
  const commissions = commissionsByContract(input.statement);
  const entries: ProposedEntry[] = [];
  for (const place of input.places) {
    const entry = settlePlace(place, input, commissions);
    if (entry !== null) entries.push(entry);
  }
  return entries.sort((a, b) => compareCodePoints(a.contractId, b.contractId));
}

function assertOfOnePlace({ market, period, agentId, currency, closing, statement }: SettlementInput): void {
  if (closing < period) throw new Error(`assertion: the close of ${closing} cannot settle ${period}`);
  if (statement === null) return;
  const same =
    statement.market === market &&
    statement.period === period &&
    statement.agentId === agentId &&
    statement.currency === currency;
  if (!same) throw new Error(`assertion: statement ${statement.market} ${statement.period} is of another place`);
}

/** A blocked statement has lines without a commission: they are never looked at. */
function commissionsByContract(statement: Statement | null): ReadonlyMap<string, Minor> {
  const commissions = new Map<string, Minor>();
  if (statement === null || statement.status === "blocked") return commissions;
  for (const line of statement.lines) {
    if (line.commissionMinor === null)
      throw new Error(`assertion: no commission of ${line.contractId} in an earned statement`);
    commissions.set(line.contractId, line.commissionMinor);
  }
  return commissions;
}

function settlePlace(
  { contractId, standing, posted }: PlaceToSettle,
  input: SettlementInput,
  commissions: ReadonlyMap<string, Minor>,
): ProposedEntry | null {
  const target = standing === null ? NOTHING_EARNED : targetOfStanding(standing, contractId, input, commissions);
  if (target === null) return null;
  const amountMinor = target.amountMinor - (posted?.amountMinor ?? 0n);
  if (amountMinor === 0n) return null;
  const ratePpm = target.ratePpm ?? posted?.ratePpm;
  if (ratePpm === undefined) throw new Error(`assertion: nothing was posted of ${contractId} that could be reversed`);
  const place: Place = { market: input.market, period: input.period, agentId: input.agentId, contractId };
  return {
    ...place,
    id: entryId(place, (posted?.count ?? 0) + 1),
    bookedIn: input.closing,
    kind: kindOf(target, posted, input),
    ratePpm,
    amountMinor,
    currency: input.currency,
    statementId: statementId(input.market, input.period, input.agentId),
  };
}

const NOTHING_EARNED: Target = { amountMinor: 0n, ratePpm: null, byCancellation: false };
const CANCELLED: Target = { amountMinor: 0n, ratePpm: null, byCancellation: true };

/**
 * Null: what was posted stays, since the statement is blocked. The order of the guards is the order of domain.md: a cancellation
 * inside the window goes before the block, and the block before everything else. So a contract that was cancelled inside its own
 * period for an exempt reason keeps what was posted until its statement is solved: nobody is asked to pay back on half the facts.
 */
function targetOfStanding(
  contract: CountableContract,
  contractId: string,
  input: SettlementInput,
  commissions: ReadonlyMap<string, Minor>,
): Target | null {
  if (contract.contractId !== contractId || !contract.contractDate.startsWith(input.period)) {
    throw new Error(
      `assertion: contract ${contract.contractId} of ${contract.contractDate} does not stand at this place`,
    );
  }
  if (isClawedBack(contract, input)) return CANCELLED;
  if (input.statement?.status === "blocked") return null;
  const commission = commissions.get(contractId);
  if (commission !== undefined) {
    return { amountMinor: commission, ratePpm: input.statement?.ratePpm ?? null, byCancellation: false };
  }
  return isCancelledInOwnPeriod(contract, input) ? CANCELLED : NOTHING_EARNED;
}

/** Cancelled inside the clawback window, on or before the last day of the period that is being closed, for no exempt reason. */
function isClawedBack({ contractDate, cancellation }: CountableContract, { plan, closing }: SettlementInput): boolean {
  if (cancellation === null || cancellation.date > lastDayOf(closing)) return false;
  const { inside, exempt } = clawbackWindow(contractDate, cancellation, plan);
  return inside && !exempt;
}

/** Such a contract does not count at all, whatever the reason: the rule of what counts knows no exemption. */
function isCancelledInOwnPeriod({ cancellation }: CountableContract, { period }: SettlementInput): boolean {
  return cancellation !== null && cancellation.date <= lastDayOf(period);
}

function kindOf(target: Target, posted: PostedAtPlace | null, { period, closing }: SettlementInput): EntryKind {
  if (target.byCancellation) return "clawback";
  return posted === null && period === closing ? "commission" : "correction";
}
