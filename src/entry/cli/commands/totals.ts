/**
 * `totals`: what the source says that it has sent, against what was received; and the waiver of a gap.
 */
import { completenessState, type Completeness } from "../../../domain/completeness.ts";
import { exponentOf } from "../../../domain/currency.ts";
import { grouped } from "../../../domain/grouped.ts";
import { formatMinor } from "../../../domain/money.ts";
import type { Period } from "../../../domain/period.ts";
import { readCompleteness, waiveGap } from "../../../flows/completeness.ts";
import { marketArgument, periodArgument } from "../arguments.ts";
import { common, refusedBy, type CommandPart } from "../command-part.ts";
import { completenessJson, completenessLine, figuresJson } from "../completeness-json.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { usageError } from "../failures.ts";
import { signed, textTable } from "../text-table.ts";

interface Options extends CommonOptions {
  readonly market?: string;
  readonly period?: Period;
  readonly reason?: string;
}

export const totalsCommand: CommandPart = (program, env, exit) => {
  common(program.command("totals"))
    .description("contracts received against the source's control totals: list (default), waive --reason TEXT")
    .argument("[action]", "list or waive", "list")
    .option("--market <market>", "of this market", marketArgument)
    .option("--period <YYYY-MM>", "of this month", periodArgument)
    .option("--reason <text>", "why a close may go on although contracts are missing")
    .action(async (action: string, options: Options) => {
      const asked = request(action, options);
      exit(await withContext(options, env, (context) => act(context, asked)));
    });
};

type Request =
  | { readonly action: "list"; readonly market: string | undefined; readonly period: Period | undefined }
  | { readonly action: "waive"; readonly market: string; readonly period: Period; readonly reason: string };

/** What is asked for; wrong usage is told before any database is opened. */
function request(action: string, { market, period, reason }: Options): Request {
  if (action === "list") {
    if (reason !== undefined) throw usageError("totals list takes no --reason: it belongs to totals waive.");
    return { action, market, period };
  }
  if (action !== "waive") throw usageError(`Found "totals ${action}"; expected list or waive.`);
  if (market === undefined || period === undefined || reason === undefined)
    throw usageError("totals waive needs --market MARKET, --period YYYY-MM and --reason TEXT.");
  return { action, market, period, reason };
}

async function act(context: Context, asked: Request): Promise<number> {
  if (asked.action === "list") return show(context, await readCompleteness(context.deps, asked));
  const outcome = await waiveGap(context.deps, asked.market, asked.period, asked.reason);
  if (!outcome.ok) throw refusedBy(outcome.refusal);
  return show(context, [outcome.value]);
}

async function show({ output }: Context, found: readonly Completeness[]): Promise<number> {
  for (const line of textTable(COLUMNS, found.map(row))) output.line(line);
  if (found.length === 0) output.line("The source has sent no totals for what was asked for.");
  for (const one of found) {
    if (completenessState(one) !== "complete") output.line(`${one.market} ${completenessLine(one)}`);
  }
  await output.document({ totals: found.map(totalsJson) });
  return 0;
}

const COLUMNS = [
  { title: "market" },
  { title: "period" },
  { title: "expected", right: true },
  { title: "received", right: true },
  { title: "difference", right: true },
  { title: "amount expected", right: true },
  { title: "received", right: true },
  { title: "difference", right: true },
  { title: "" },
  { title: "as of" },
  { title: "source" },
  { title: "state" },
];

function row(found: Completeness): string[] {
  const { market, period, expected, received, currency, asOf, event } = found;
  const money = (minor: bigint): string => formatMinor(minor, exponentOf(currency) ?? 0);
  return [
    market,
    period,
    grouped(String(expected.contracts)),
    grouped(String(received.contracts)),
    difference(received.contracts - expected.contracts, String),
    grouped(money(expected.amountMinor)),
    grouped(money(received.amountMinor)),
    difference(received.amountMinor - expected.amountMinor, money),
    currency,
    asOf,
    event.source,
    completenessState(found),
  ];
}

function difference(by: bigint, shown: (by: bigint) => string): string {
  return by === 0n ? "0" : signed(shown(by));
}

function totalsJson(found: Completeness) {
  const { market, currency, expected, received, event, waiver } = found;
  const lacking = {
    contracts: received.contracts - expected.contracts,
    amountMinor: received.amountMinor - expected.amountMinor,
  };
  return {
    market,
    currency,
    ...completenessJson(found),
    difference: figuresJson(lacking, currency),
    state: completenessState(found),
    source: event.source,
    event: event.id,
    waiver: waiver === null ? null : { reason: waiver.reason, by: waiver.by, at: waiver.at },
  };
}
