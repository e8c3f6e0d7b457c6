/**
 * The ordinary trade of January to April 2024: each agent's contracts with the changes, cancellations, repetitions and
 * delays that a real source delivers.
 * In: the agents, a random number generator. Out: messages in the journal.
 */
import { AGENTS, AVERAGE, BORDER_AGENT, CURRENCY, STORY_AGENTS, type Agent, type MarketCode } from "./agents.ts";
import type { ContractData, Journal } from "./journal.ts";
import type { Random } from "./random.ts";

export const TRADE_MONTHS = ["2024-01", "2024-02", "2024-03", "2024-04"] as const;
const DAYS: Readonly<Record<string, number>> = { "2024-01": 31, "2024-02": 29, "2024-03": 31, "2024-04": 30 };
const OTHER_CATEGORIES = ["staff", "service-loaner", "internal", "prolongation", "transfer"] as const;
const REASONS = ["customer withdrew", "credit declined", "order cancelled by customer", "delivery delayed"] as const;

const pad = (value: number): string => String(value).padStart(2, "0");

/** Numbers contracts by market: `SE-2024-000123`. */
function createNumbers(): (market: MarketCode) => string {
  const last = new Map<MarketCode, number>();
  return (market) => {
    const number = (last.get(market) ?? 0) + 1;
    last.set(market, number);
    return `${market}-2024-${String(number).padStart(6, "0")}`;
  };
}

/** An amount around the market's average, 60 to 140 % of it; the smaller money with odd cents here and there. */
export function usualAmount(market: MarketCode, random: Random): string {
  const whole = Math.round((AVERAGE[market] * random.between(60, 140)) / 10_000) * 100;
  const cents = market === "SE" || market === "NO" || random.chance(60) ? 0 : random.between(1, 99);
  return `${whole}.${pad(cents)}`;
}

function brandOf(random: Random): { brand?: string } {
  if (random.chance(15)) return {};
  return { brand: random.chance(80) ? "MINI" : "BMW" };
}

/** A day later in the same month or after it, never past the end of April. */
function laterDate(date: string, days: number): string {
  const later = new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return later > "2024-04-30" ? "2024-04-30" : later;
}

/** Most messages come within the hour, some within days, a few after the month's close. */
function usualDelay(random: Random): number {
  const kind = random.between(1, 200);
  if (kind <= 3) return random.between(12, 24) * 1_440;
  if (kind <= 24) return random.between(300, 4_000);
  return random.between(1, 60);
}

/** What may happen to a contract after its first message: a new amount, a cancellation, the same message once more. */
function afterwards(first: ContractData, sentAt: string, journal: Journal, random: Random): void {
  const fate = random.between(1, 1_000);
  const later = laterDate(first.contractDate, random.between(2, 50));
  const time = `${later}T${pad(random.between(7, 17))}:${pad(random.between(0, 59))}`;
  if (later === first.contractDate || time <= sentAt) return;
  if (fate <= 45 && first.amount !== undefined) {
    journal.record({ ...first, sequence: 2, amount: usualAmount(first.market, random) }, time, usualDelay(random));
  } else if (fate <= 75) {
    const cancellation = { date: later, reason: random.pick(REASONS) };
    journal.record({ ...first, sequence: 2, cancellation }, time, usualDelay(random));
  }
}

interface Trade {
  readonly agent: Agent;
  readonly month: string;
  readonly market: MarketCode;
}

function recordContract(
  trade: Trade,
  contractId: string,
  category: string,
  financed: boolean,
  journal: Journal,
  random: Random,
): void {
  const { agent, month, market } = trade;
  const date = `${month}-${pad(random.between(1, DAYS[month] ?? 28))}`;
  const withAmount = financed || random.chance(30);
  const data: ContractData = {
    contractId,
    sequence: 1,
    market,
    // The British system pads its names now and then.
    agentId: market === "GB" && random.chance(10) ? agent.id.replace("Agent ", "Agent  ") : agent.id,
    contractDate: date,
    category,
    financed,
    ...(withAmount ? { amount: usualAmount(market, random) } : {}),
    currency: CURRENCY[market],
    ...brandOf(random),
    cancellation: null,
  };
  const sentAt = `${laterDate(date, random.between(0, 1))}T${pad(random.between(7, 18))}:${pad(random.between(0, 59))}`;
  const arrival = journal.record(data, sentAt, usualDelay(random));
  if (random.chance(2)) journal.deliver(arrival.line, arrival.minute + random.between(1, 9_000));
  afterwards(data, sentAt, journal, random);
}

function recordMonth(
  agent: Agent,
  month: string,
  number: (market: MarketCode) => string,
  journal: Journal,
  random: Random,
): void {
  const total = Math.max(3, Math.round((agent.contracts * random.between(88, 112)) / 100));
  const financed = Math.round((total * agent.financedPercent) / 100);
  for (let i = 0; i < total; i += 1) {
    recordContract(
      { agent, month, market: agent.market },
      number(agent.market),
      "retail",
      i < financed,
      journal,
      random,
    );
  }
  const others = Math.round((total * 7) / 100);
  for (let i = 0; i < others; i += 1) {
    const category = random.pick(OTHER_CATEGORIES);
    recordContract(
      { agent, month, market: agent.market },
      number(agent.market),
      category,
      random.chance(50),
      journal,
      random,
    );
  }
}

/** Writes four months of every agent's trade. The agents of the stories trade from February on: their January is told in `stories.ts`. */
export function recordTrade(journal: Journal, random: Random): void {
  const number = createNumbers();
  const stories = STORY_AGENTS.map(
    (id) => ({ id, market: "SE", contracts: 10, financedPercent: 70, reachPercent: 100 }) as const,
  );
  const border = { id: BORDER_AGENT, market: "FI", contracts: 8, financedPercent: 65, reachPercent: 100 } as const;
  for (const month of TRADE_MONTHS) {
    for (const agent of [...AGENTS, border]) recordMonth(agent, month, number, journal, random);
    if (month !== "2024-01") for (const agent of stories) recordMonth(agent, month, number, journal, random);
    // In February it sells in Sweden too, so that its target could mean either market's money.
    if (month === "2024-02") recordMonth({ ...border, market: "SE", contracts: 3 }, month, number, journal, random);
  }
}
