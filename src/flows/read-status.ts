/**
 * Status: where every market stands, and what waits for a person. It is what a watchdog asks, and the first thing a person looks at.
 * In: the database and the time. Out: each market's state, and alarms by name. Reads only.
 * A schedule that never fired shows here: a month that has ended and is not closed is named until it is.
 */
import type { Market } from "../domain/market-table.ts";
import { marketByCode } from "../domain/market.ts";
import { addMonths, dateInZone, periodOf, type Period } from "../domain/period.ts";
import type { BatchState } from "../store/batches.sql.ts";
import { findClose, type BlockedAgent, type Close } from "../store/closes.sql.ts";
import {
  firstSales,
  lastCompared,
  newestClosed,
  newestCloses,
  openDifferences,
  openRejected,
  outstandingBatches,
  type OutstandingBatches,
} from "../store/status.sql.ts";
import { readSettings } from "./change-setting.ts";
import type { FlowDeps } from "./deps.ts";

/** How many there are, and when the oldest came. */
export interface OpenSince {
  readonly open: number;
  readonly since: string;
}

export interface MarketStatus {
  readonly market: string;
  readonly newestClosed: Period | null;
  /** Months that have ended in the market's time zone and are not closed, in order. */
  readonly notClosed: readonly Period[];
  /** The close that waits for its approval. */
  readonly waiting: Close | null;
  /** Of the close that waits, or else of the newest one that was posted. */
  readonly blocked: readonly BlockedAgent[];
  readonly batches: readonly OutstandingBatches[];
  readonly deliveryEnabled: boolean;
  readonly differences: OpenSince | null;
  /** When its ledger was last compared with Core View; null: never. */
  readonly comparedAt: string | null;
}

export interface Alarm {
  readonly code: string;
  /** Null: of no one market. */
  readonly market: string | null;
  readonly message: string;
}

export interface Status {
  readonly markets: readonly MarketStatus[];
  readonly rejected: OpenSince | null;
  /** Differences of reconciliation that belong to no market. */
  readonly differences: OpenSince | null;
  readonly alarms: readonly Alarm[];
}

export async function readStatus(deps: Pick<FlowDeps, "db" | "now">): Promise<Status> {
  const { db } = deps;
  const settings = await readSettings(deps);
  const closed = new Map((await newestClosed(db)).map((row) => [row.market, row.last]));
  const sales = (await firstSales(db)).filter((s) => settings.of(s.market).eligibleCategories.includes(s.category));
  const closes = new Map<string, Close>();
  for (const id of await newestCloses(db)) {
    const close = await findClose(db, id);
    if (close !== null) closes.set(close.market, close);
  }
  const outstanding = await outstandingBatches(db);
  const differences = new Map((await openDifferences(db)).map((d) => [d.market, { open: d.open, since: d.since }]));
  const codes = [closes.keys(), sales.map((s) => s.market), [...differences.keys()].filter((m) => m !== null)];
  const known = [...new Set(codes.flatMap((some) => [...some]))].toSorted();
  const compared = await lastCompared(db, known);
  const markets = known.map((code): MarketStatus => {
    const last = closed.get(code) ?? null;
    const close = closes.get(code) ?? null;
    const begin = last === null ? earliest(sales, code) : addMonths(last, 1);
    return {
      market: code,
      newestClosed: last,
      notClosed: begin === null ? [] : endedFrom(begin, registered(code), deps.now()),
      waiting: close?.status === "calculated" ? close : null,
      blocked: close?.blocked ?? [],
      batches: outstanding.filter((batch) => batch.market === code),
      deliveryEnabled: settings.of(code).deliveryEnabled,
      differences: differences.get(code) ?? null,
      comparedAt: compared.get(code) ?? null,
    };
  });
  const rejected = await openRejected(db);
  const unplaced = differences.get(null) ?? null;
  const alarms = [...markets.flatMap(alarmsOf), ...unplacedAlarms(rejected, unplaced)];
  return { markets, rejected, differences: unplaced, alarms };
}

function registered(code: string): Market {
  const market = marketByCode(code);
  if (market === null) throw new Error(`assertion: unknown market ${code}`);
  return market;
}

/** A market that was never closed begins where its contracts do. */
function earliest(sales: readonly { market: string; first: Period }[], market: string): Period | null {
  return sales.flatMap((s) => (s.market === market ? [s.first] : [])).toSorted()[0] ?? null;
}

function endedFrom(begin: Period, market: Market, now: Date): Period[] {
  const current = periodOf(dateInZone(now, market.timeZone));
  const ended: Period[] = [];
  for (let period = begin; period < current; period = addMonths(period, 1)) ended.push(period);
  return ended;
}

const UNCLEAR: readonly BatchState[] = ["unknown"];
const REFUSED: readonly BatchState[] = ["refused", "partly-accepted"];
const DUE: readonly BatchState[] = ["pending", "sent"];

/** In the order in which the work goes. The runbook says what to do about each. */
function alarmsOf(status: MarketStatus): Alarm[] {
  const { market, notClosed, waiting, blocked, batches, deliveryEnabled, differences } = status;
  const count = (states: readonly BatchState[]): number =>
    batches.reduce((sum, b) => sum + (states.includes(b.state) ? b.batches : 0), 0);
  const [due, unclear, refused] = [count(DUE), count(UNCLEAR), count(REFUSED)];
  const alarms: [boolean, Omit<Alarm, "market">][] = [
    [notClosed.length > 0, { code: "period-not-closed", message: notClosedText(status) }],
    [
      waiting !== null,
      {
        code: "close-waits",
        message: `Close ${waiting?.id} by ${waiting?.startedBy} waits since ${waiting?.startedAt}: approve or reject it.`,
      },
    ],
    [
      blocked.length > 0,
      {
        code: "agents-blocked",
        message: `Nothing is posted for ${blocked.length} statements of blocked agents: import what they miss.`,
      },
    ],
    [due > 0, { code: "batches-due", message: `${due} batches are not delivered yet: run deliver.` }],
    [
      unclear > 0,
      {
        code: "batches-unknown",
        message: `Nobody knows whether Core View has ${unclear} batches: run deliver, which asks before it sends.`,
      },
    ],
    [
      refused > 0,
      {
        code: "batches-refused",
        message: `Core View refused ${refused} batches, or a part of them: a person decides.`,
      },
    ],
    [!deliveryEnabled, { code: "delivery-off", message: "Delivery is switched off: nothing is sent." }],
    [
      differences !== null,
      {
        code: "differences-open",
        message: `${differences?.open} differences between ledger and Core View are open since ${differences?.since}.`,
      },
    ],
  ];
  return alarms.flatMap(([rings, alarm]) => (rings ? [{ ...alarm, market }] : []));
}

function notClosedText({ notClosed, waiting }: MarketStatus): string {
  const which = notClosed.length === 1 ? notClosed[0] : `${notClosed[0]} to ${notClosed.at(-1)}`;
  const next = waiting?.period === notClosed[0] ? `approve ${waiting?.id}` : `run close --period ${notClosed[0]}`;
  return `${which} has ended and is not closed: ${next}.`;
}

function unplacedAlarms(rejected: OpenSince | null, differences: OpenSince | null): Alarm[] {
  const alarms: Alarm[] = [];
  if (rejected !== null) {
    const message = `${rejected.open} rejected messages are open since ${rejected.since}: replay or dismiss them.`;
    alarms.push({ code: "messages-rejected", market: null, message });
  }
  if (differences !== null) {
    const message = `${differences.open} differences with Core View that belong to no market are open since ${differences.since}.`;
    alarms.push({ code: "differences-open", market: null, message });
  }
  return alarms;
}
