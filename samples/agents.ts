/**
 * The agents of the samples: fictitious dealers, how many contracts they make in a month, and how well they do.
 * In: nothing. Out: the list, in the order of the targets workbook.
 */

export type MarketCode = "SE" | "FI" | "DE" | "GB" | "NO";

export interface Agent {
  readonly id: string;
  readonly market: MarketCode;
  /** Ordinary counting contracts a month. */
  readonly contracts: number;
  /** Of a hundred contracts, how many are financed. */
  readonly financedPercent: number;
  /** Volume of an ordinary month in percent of the target. */
  readonly reachPercent: number;
}

export const CURRENCY: Readonly<Record<MarketCode, string>> = { SE: "SEK", FI: "EUR", DE: "EUR", GB: "GBP", NO: "NOK" };

/** What a financed contract is worth on average, in whole currency units. */
export const AVERAGE: Readonly<Record<MarketCode, number>> = {
  SE: 285_000,
  FI: 31_000,
  DE: 29_000,
  GB: 24_500,
  NO: 310_000,
};

type Line = readonly [town: string, contracts: number, financedPercent: number, reachPercent: number];

const TOWNS: Readonly<Record<MarketCode, readonly Line[]>> = {
  SE: [
    ["Göteborg", 28, 74, 104],
    ["Stockholm City", 31, 68, 92],
    ["Malmö", 22, 81, 91],
    ["Linköping", 15, 62, 78],
    ["Jönköping", 12, 55, 118],
    ["Luleå", 9, 71, 97],
    ["Sundsvall", 11, 38, 88],
    ["Helsingborg", 18, 83, 90],
    ["Norrköping", 14, 47, 66],
  ],
  FI: [
    ["Helsinki", 24, 66, 101],
    ["Espoo", 19, 72, 93],
    ["Tampere", 16, 58, 86],
    ["Turku", 13, 63, 109],
    ["Jyväskylä", 9, 44, 95],
    ["Hämeenlinna", 8, 77, 83],
    ["Oulu", 11, 52, 122],
  ],
  DE: [
    ["München", 31, 71, 103],
    ["Köln", 22, 64, 94],
    ["Düsseldorf", 20, 59, 88],
    ["Nürnberg", 18, 76, 111],
    ["Lübeck", 11, 48, 79],
    ["Würzburg", 12, 67, 97],
    ["Saarbrücken", 10, 35, 86],
    ["Hamburg", 24, 73, 99],
    ["Berlin Mitte", 26, 55, 90],
    ["Stuttgart", 18, 82, 119],
    ["Tübingen", 8, 61, 62],
  ],
  GB: [
    ["Park Lane", 26, 70, 98],
    ["Manchester", 20, 63, 105],
    ["Edinburgh", 18, 75, 89],
    ["Cardiff", 13, 51, 94],
    ["Bristol", 15, 66, 116],
    ["Leeds", 16, 42, 83],
    ["Stratford-upon-Avon", 8, 57, 77],
    ["St. Ives", 6, 79, 108],
  ],
  NO: [["Oslo", 12, 70, 100]],
};

/** Agents with an ordinary trade; those of the stories in `stories.ts` come on top. */
export const AGENTS: readonly Agent[] = (["SE", "FI", "DE", "GB", "NO"] as const).flatMap((market) =>
  TOWNS[market].map(([town, contracts, financedPercent, reachPercent]) => ({
    id: `MINI Agent ${town}`,
    market,
    contracts,
    financedPercent,
    reachPercent,
  })),
);

/** Monthly target in whole currency units: what the agent's ordinary volume is `reachPercent` of, at the next ten thousand (thousand for smaller money). */
export function monthlyTarget(agent: Agent): number {
  const volume = agent.contracts * agent.financedPercent * AVERAGE[agent.market];
  const step = AVERAGE[agent.market] > 100_000 ? 10_000 : 1_000;
  return Math.round(volume / agent.reachPercent / step) * step;
}

/** The agents of the worked stories in Sweden, with a target of 2 000 000 SEK in every month. */
export const STORY_AGENTS = [
  "MINI Agent Uppsala",
  "MINI Agent Örebro",
  "MINI Agent Västerås",
  "MINI Agent Karlstad",
  "MINI Agent Gävle",
  "MINI Agent Växjö",
  "MINI Agent Umeå",
] as const;
export const STORY_TARGET = 2_000_000;

/** Sells on both sides of the border; its target names no market. */
export const BORDER_AGENT = "MINI Agent Tornedalen";
export const BORDER_TARGET = 160_000;
