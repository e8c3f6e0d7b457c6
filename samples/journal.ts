/**
 * The journal of messages that the source systems send: writes `contract.recorded.v1` events as lines of JSON and
 * remembers when each arrived, which is not the order in which they were written.
 * In: contracts as they stood, and times. Out: lines with their minute of arrival.
 */
import type { MarketCode } from "./agents.ts";
import type { Random } from "./random.ts";

export interface ContractData {
  readonly contractId: string;
  readonly sequence: number;
  readonly market: MarketCode;
  readonly agentId: string;
  /** `YYYY-MM-DD` */
  readonly contractDate: string;
  readonly category: string;
  readonly financed: boolean;
  readonly amount?: string;
  readonly currency: string;
  readonly brand?: string;
  readonly cancellation: { readonly date: string; readonly reason?: string } | null;
}

export interface Arrival {
  /** Minutes since 1970, UTC. */
  readonly minute: number;
  readonly line: string;
}

export interface Journal {
  /** Writes a message and lets it arrive `delay` minutes after it was sent. */
  record(data: ContractData, sentAt: string, delay?: number): Arrival;
  /** Lets a line arrive as it is: again, or broken. */
  deliver(line: string, minute: number): void;
  /** All lines by their arrival; at the same minute in the order of writing. */
  arrivals(): readonly Arrival[];
}

/** `2024-01-17T09:12` or a date alone (noon) as minutes since 1970. */
export function minuteOf(time: string): number {
  return Date.parse(`${time.length === 10 ? `${time}T12:00` : time}:00Z`) / 60_000;
}

/** The message of a contract, with an id of its own. */
export function message(data: ContractData, sentAt: string, random: Random): Record<string, unknown> {
  const id = [8, 4, 4, 4, 12].map((length) => random.hex(length)).join("-");
  return {
    specversion: "1.0",
    id,
    source: `midas/${data.market.toLowerCase()}`,
    type: "contract.recorded.v1",
    subject: data.contractId,
    time: `${sentAt.length === 10 ? `${sentAt}T12:00` : sentAt}:${String(random.between(0, 59)).padStart(2, "0")}Z`,
    // One of the source systems says what every one of them sends.
    ...(data.market === "GB" ? { datacontenttype: "application/json" } : {}),
    data,
  };
}

export function createJournal(random: Random): Journal {
  const list: Arrival[] = [];
  return {
    record: (data, sentAt, delay = 1) => {
      const arrival = { minute: minuteOf(sentAt) + delay, line: JSON.stringify(message(data, sentAt, random)) };
      list.push(arrival);
      return arrival;
    },
    deliver: (line, minute) => list.push({ minute, line }),
    arrivals: () => list.toSorted((a, b) => a.minute - b.minute),
  };
}
