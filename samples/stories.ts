/**
 * The contracts that README.md tells of one by one: agents exactly on a bound, a late contract, changes of agent, market,
 * amount and date, cancellations inside and outside the window, and broken messages.
 * In: nothing but the journal. Out: messages in it. Their contract ids start at 900001.
 */
import { CURRENCY, type MarketCode } from "./agents.ts";
import { message, minuteOf, type ContractData, type Journal } from "./journal.ts";
import type { Random } from "./random.ts";

/** A financed retail contract; what differs is given. */
function contract(
  contractId: string,
  agent: string,
  contractDate: string,
  amount: string,
  other: Partial<ContractData> = {},
): ContractData {
  const market: MarketCode = other.market ?? "SE";
  return {
    contractId,
    sequence: 1,
    market,
    agentId: `MINI Agent ${agent}`,
    contractDate,
    category: "retail",
    financed: true,
    amount,
    currency: CURRENCY[market],
    brand: "MINI",
    cancellation: null,
    ...other,
  };
}

interface January {
  readonly agent: string;
  /** The number of the first contract. */
  readonly from: number;
  readonly total: number;
  readonly amounts: readonly string[];
}

/** Each in Sweden with a target of 2 000 000 SEK, so that every ratio can be checked by hand. */
const JANUARIES: readonly January[] = [
  // 7 of 10 and 1 500 000.00: 70 % and 75 %, until the late contract comes.
  {
    agent: "Uppsala",
    from: 900_101,
    total: 10,
    amounts: ["200000.00", "231500.00", "189900.00", "244600.00", "207000.00", "198500.00", "228500.00"],
  },
  // 1 700 000.00: exactly 85 %. 249 925.00 at 2.10 % is 5 248.425, half a öre to be rounded away from zero.
  {
    agent: "Örebro",
    from: 900_201,
    total: 10,
    amounts: ["249925.00", "241675.00", "239900.00", "243500.00", "251000.00", "229000.00", "245000.00"],
  },
  // 1 699 999.99: one öre under 85 %.
  {
    agent: "Västerås",
    from: 900_221,
    total: 10,
    amounts: ["249925.00", "241675.00", "239900.00", "243500.00", "251000.00", "229000.00", "244999.99"],
  },
  // 2 300 000.00: exactly 115 %, and the last band is >115%.
  {
    agent: "Karlstad",
    from: 900_241,
    total: 10,
    amounts: ["329900.00", "318100.00", "341000.00", "311000.00", "335500.00", "324500.00", "340000.00"],
  },
  // 2 300 000.01: one öre above 115 %.
  {
    agent: "Gävle",
    from: 900_261,
    total: 10,
    amounts: ["329900.00", "318100.00", "341000.00", "311000.00", "335500.00", "324500.00", "340000.01"],
  },
  // 2 of 3: 66.66 %, the row of 65 %; 1 400 000.00: exactly 70 %.
  { agent: "Växjö", from: 900_281, total: 3, amounts: ["689900.00", "710100.00"] },
  // 2 of 10: 20 %, below the lowest row, whatever the volume.
  { agent: "Umeå", from: 900_291, total: 10, amounts: ["1149900.00", "1150100.01"] },
];

function tellJanuaries(journal: Journal): void {
  for (const { agent, from, total, amounts } of JANUARIES) {
    for (let i = 0; i < total; i += 1) {
      const date = `2024-01-${String(3 + i * 2).padStart(2, "0")}`;
      const { amount, ...rest } = contract(`SE-2024-${from + i}`, agent, date, amounts[i] ?? "0");
      const data = amounts[i] === undefined ? { ...rest, financed: false } : { ...rest, amount: amount ?? "0" };
      journal.record(data, `${date}T10:${String(11 + i)}`, 3);
    }
  }
}

/** The life of a contract: what changed, when it was sent, and how many minutes it took to arrive. */
type Life = readonly (readonly [changes: Partial<ContractData>, sentAt: string, delay?: number])[];

function tell(journal: Journal, first: ContractData, life: Life): void {
  let data = first;
  life.forEach(([changes, sentAt, delay], i) => {
    data = { ...data, ...changes, sequence: i + 1 };
    journal.record(data, sentAt, delay);
  });
}

const withdrawn = (date: string): Partial<ContractData> => ({ cancellation: { date, reason: "customer withdrew" } });

function tellCancellations(journal: Journal): void {
  const of = (number: number, agent: string, date: string): ContractData =>
    contract(`SE-2024-${number}`, agent, date, "268400.00");
  // Inside its own month, known before the close: it counts nowhere.
  tell(journal, of(900_301, "Göteborg", "2024-01-09"), [
    [{}, "2024-01-09"],
    [withdrawn("2024-01-22"), "2024-01-22"],
  ]);
  // Inside its own month, but the message comes after January's close.
  tell(journal, of(900_302, "Göteborg", "2024-01-12"), [
    [{}, "2024-01-12"],
    [withdrawn("2024-01-30"), "2024-02-09"],
  ]);
  // Outside the window, which ended on 2024-07-18; announced in April.
  tell(journal, of(900_303, "Malmö", "2024-01-18"), [
    [{}, "2024-01-18"],
    [withdrawn("2024-08-30"), "2024-04-24"],
  ]);
  // Inside the window, announced in April for June: it counts from the close of June.
  tell(journal, of(900_304, "Malmö", "2024-02-20"), [
    [{}, "2024-02-20"],
    [withdrawn("2024-06-03"), "2024-04-15"],
  ]);
  // Cancelled, and taken back a month later.
  tell(journal, of(900_305, "Linköping", "2024-01-16"), [
    [{}, "2024-01-16"],
    [withdrawn("2024-02-16"), "2024-02-16"],
    [{ cancellation: null }, "2024-03-11"],
  ]);
  // Old contracts of months that were never closed, first heard of in April: the window of one is over, that of the other is not.
  const old = contract("SE-2023-900306", "Göteborg", "2023-08-31", "312000.00", withdrawn("2024-04-10"));
  tell(journal, old, [[{}, "2024-04-11"]]);
  const recent = contract("SE-2023-900307", "Göteborg", "2023-10-12", "287500.00", withdrawn("2024-04-09"));
  tell(journal, recent, [[{}, "2024-04-11"]]);
}

function tellChanges(journal: Journal): void {
  // The first close's contract C1 is cancelled in March; the late contract has lifted its rate before that.
  journal.record(
    { ...contract("SE-2024-900101", "Uppsala", "2024-01-03", "200000.00", withdrawn("2024-03-15")), sequence: 2 },
    "2024-03-15",
  );
  journal.record(contract("SE-2024-900111", "Uppsala", "2024-01-30", "250000.00"), "2024-02-14");

  const ordinary = (number: number, date: string): ContractData =>
    contract(`SE-2024-${number}`, "Göteborg", date, "274900.00");
  // Another agent, after the close of its month.
  tell(journal, ordinary(900_311, "2024-01-19"), [
    [{}, "2024-01-19"],
    [{ agentId: "MINI Agent Malmö" }, "2024-02-19"],
  ]);
  // Another market, agent, amount and currency.
  tell(journal, contract("FI-2024-900312", "Helsinki", "2024-01-23", "31500.00", { market: "FI" }), [
    [{}, "2024-01-23"],
    [{ market: "SE", agentId: "MINI Agent Stockholm City", amount: "355000.00", currency: "SEK" }, "2024-03-05"],
  ]);
  // Another amount, once before the close of its month and once after it.
  tell(journal, ordinary(900_313, "2024-02-06"), [
    [{}, "2024-02-06"],
    [{ amount: "284900.00" }, "2024-02-21"],
    [{ amount: "264900.00" }, "2024-03-20"],
  ]);
  // Another month.
  tell(journal, ordinary(900_314, "2024-01-31"), [
    [{}, "2024-01-31"],
    [{ contractDate: "2024-02-01" }, "2024-02-02"],
  ]);
  // Another category: it no longer counts.
  tell(journal, ordinary(900_315, "2024-02-13"), [
    [{}, "2024-02-13"],
    [{ category: "service-loaner" }, "2024-03-12"],
  ]);
  // Sequence 3 arrives first, 1 and 2 arrive after it and are stale.
  tell(journal, ordinary(900_316, "2024-03-07"), [
    [{}, "2024-03-07", 9_000],
    [{ amount: "279900.00" }, "2024-03-08", 5_000],
    [{ amount: "281900.00" }, "2024-03-09", 1],
  ]);
}

/** Messages that are rejected, each for its own reason; the contracts around them go through. */
function tellBroken(journal: Journal, random: Random): void {
  const broken = (data: Record<string, unknown>, sentAt: string): string =>
    JSON.stringify({
      ...message(contract("?", "Köln", "2024-01-01", "0"), sentAt, random),
      source: "midas/de",
      subject: data["contractId"],
      data,
    });
  const german = (number: number, date: string): ContractData =>
    contract(`DE-2024-${number}`, "Köln", date, "28750.00", { market: "DE" });

  const cut = broken({ ...german(900_401, "2024-01-15") }, "2024-01-15");
  journal.deliver(cut.slice(0, 211), minuteOf("2024-01-15"));
  journal.deliver(broken({ ...german(900_402, "2024-01-17"), market: "XX" }, "2024-01-17"), minuteOf("2024-01-17"));
  journal.deliver(broken({ ...german(900_403, "2024-01-24"), amount: 28_750 }, "2024-01-24"), minuteOf("2024-01-24"));
  // The same contract, sent again as it ought to be: too late for January's close.
  journal.record(german(900_403, "2024-01-24"), "2024-02-07");
  journal.deliver(broken({ ...german(900_404, "2024-02-12"), currency: "SEK" }, "2024-02-12"), minuteOf("2024-02-12"));
  const twice = broken({ ...german(900_405, "2024-02-14") }, "2024-02-14");
  journal.deliver(twice.replace('"amount":', '"amount":"1.00","amount":'), minuteOf("2024-02-14"));
  journal.deliver(
    broken({ ...german(900_406, "2024-03-01"), contractDate: "2024-02-30" }, "2024-03-01"),
    minuteOf("2024-03-01"),
  );

  // A message id that was used before, with other content.
  const known = journal.record(german(900_407, "2024-03-14"), "2024-03-14");
  journal.deliver(known.line.replace('"28750.00"', '"38750.00"'), minuteOf("2024-03-18"));
  // A sequence that was used before, with other content.
  journal.record(german(900_408, "2024-04-04"), "2024-04-04");
  journal.record({ ...german(900_408, "2024-04-04"), amount: "29750.00" }, "2024-04-08");
}

export function tellStories(journal: Journal, random: Random): void {
  tellJanuaries(journal);
  tellCancellations(journal);
  tellChanges(journal);
  tellBroken(journal, random);
}
