/**
 * `contracts`, `statements`, `ledger`: what stands, what is earned, what was posted.
 */
import type { Completeness } from "../../../domain/completeness.ts";
import { counts } from "../../../domain/contract.ts";
import { grouped } from "../../../domain/grouped.ts";
import { normaliseName } from "../../../domain/name.ts";
import type { Period } from "../../../domain/period.ts";
import { percentText, ratioText } from "../../../domain/rate.ts";
import { contractTable, ledgerTable, statementLineTable, statementTable } from "../../../flows/export-figures.ts";
import { readCompleteness } from "../../../flows/completeness.ts";
import { readContracts } from "../../../flows/read-contracts.ts";
import { readLedger } from "../../../flows/read-ledger.ts";
import { readStatements, type StatementOnRequest } from "../../../flows/read-statements.ts";
import { marketArgument, periodArgument } from "../arguments.ts";
import { completenessJson, completenessLine } from "../completeness-json.ts";
import { usageError } from "../failures.ts";
import { exportable, exportFile, isExport, type ExportOptions } from "../export-file.ts";
import { contractJson } from "../contract-json.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { ledgerJson } from "../ledger-json.ts";
import { moneyText } from "../money-text.ts";
import type { Json } from "../output.ts";
import { common, type CommandPart } from "../command-part.ts";
import { statementJson } from "../statement-json.ts";
import { signed, textTable } from "../text-table.ts";

interface Filters extends CommonOptions, ExportOptions {
  readonly period?: Period;
  readonly bookedIn?: Period;
  readonly market?: string;
  readonly agent?: string;
  readonly contract?: string;
}

interface StatementOptions extends Filters {
  readonly period: Period;
  readonly lines?: boolean;
}

function filterOf({ period, market, agent, contract }: Filters) {
  const agentId = agent === undefined ? undefined : normaliseName(agent);
  return { period, markets: market === undefined ? null : [market], agentId, contractId: contract };
}

/** For the record. */
function asked({ period, bookedIn, market, agent, contract }: Filters) {
  return { period, bookedIn, market, agent, contract };
}

export const contractsCommand: CommandPart = (program, env, exit) => {
  exportable(common(program.command("contracts")))
    .description("the contracts as they stand")
    .option("--period <YYYY-MM>", "of this month", periodArgument)
    .option("--market <market>", "of this market", marketArgument)
    .option("--agent <name>", "of this agent")
    .option("--contract <id>", "this contract")
    .action(async (options: Filters) =>
      exit(await withContext(options, env, (context) => contracts(context, options))),
    );
};

async function contracts(context: Context, options: Filters): Promise<number> {
  const { deps, output } = context;
  if (isExport(options))
    return exportFile(context, options, "contracts", asked(options), contractTable(deps, filterOf(options)));
  const { contracts: found, settingsOf } = await readContracts(deps, {
    period: options.period,
    market: options.market,
    agentId: options.agent === undefined ? undefined : normaliseName(options.agent),
    contractId: options.contract,
  });
  const rows = found.map(({ contract: c }) => [
    c.contractId,
    c.market,
    c.agentId,
    c.contractDate,
    c.category,
    c.financed ? "financed" : "cash",
    c.amountMinor === null ? "" : grouped(moneyText(c.amountMinor, c.currency)),
    c.currency,
    c.cancellation === null ? "active" : `cancelled ${c.cancellation.date}`,
    counts(c, settingsOf(c.market)) ? "counts" : "does not count",
  ]);
  const titles = ["contract", "market", "agent", "date", "category", "", "amount", "", "state", ""];
  for (const line of textTable(
    titles.map((title) => ({ title, right: title === "amount" })),
    rows,
  ))
    output.line(line);
  output.line(`${found.length} contracts.`);
  await output.document({ contracts: found.map((c) => contractJson(c, settingsOf(c.contract.market))) });
  return 0;
}

export const statementsCommand: CommandPart = (program, env, exit) => {
  exportable(common(program.command("statements")))
    .description("provisional or final statements of a period")
    .requiredOption("--period <YYYY-MM>", "the month", periodArgument)
    .option("--market <market>", "of this market", marketArgument)
    .option("--agent <name>", "of this agent")
    .option("--lines", "with --csv or --xlsx: a row for each line")
    .action(async (options: StatementOptions) => {
      exit(await withContext(options, env, (context) => statements(context, options)));
    });
};

async function statements(context: Context, options: StatementOptions): Promise<number> {
  const { deps, output } = context;
  if (isExport(options)) {
    const [list, tableOf] =
      options.lines === true
        ? (["statement-lines", statementLineTable] as const)
        : (["statements", statementTable] as const);
    return exportFile(
      context,
      options,
      list,
      asked(options),
      tableOf(deps, { ...filterOf(options), period: options.period }),
    );
  }
  if (options.lines === true) throw usageError("--lines goes with --csv or --xlsx; --json has the lines.");
  const completeness = await readCompleteness(deps, options);
  const found = readStatements(deps, { period: options.period, market: options.market, agentId: options.agent });
  if (output.json) {
    async function* list(): AsyncGenerator<Json> {
      for await (const { statement, exponent, final } of found) yield statementJson(statement, exponent, final);
    }
    await output.document({ completeness: completeness.map(statedCompleteness), statements: list() });
    return 0;
  }
  const rows: string[][] = [];
  const sums = new Map<string, bigint>();
  for await (const result of found) {
    rows.push(statementRow(result));
    const { currency, market, commissionMinor } = result.statement;
    const key = `${market} ${currency}`;
    sums.set(key, (sums.get(key) ?? 0n) + (commissionMinor ?? 0n));
  }
  const titles = [
    "market",
    "agent",
    "status",
    "contracts",
    "financed",
    "penetration",
    "achievement",
    "rate",
    "commission",
    "",
    "",
  ];
  const right = new Set(["contracts", "financed", "penetration", "achievement", "rate", "commission"]);
  for (const line of textTable(
    titles.map((title) => ({ title, right: right.has(title) })),
    rows,
  ))
    output.line(line);
  for (const [key, sum] of sums) output.line(`Total ${key}: ${grouped(moneyText(sum, key.slice(3)))}`);
  if (rows.length === 0) output.line(`No agent has counting contracts in ${options.period}.`);
  for (const one of completeness) output.line(`${one.market} ${completenessLine(one)}`);
  return 0;
}

function statedCompleteness(found: Completeness): Json {
  return { market: found.market, ...completenessJson(found) };
}

function statementRow({ statement: s, final }: StatementOnRequest): string[] {
  return [
    s.market,
    s.agentId,
    s.status === "blocked" ? `blocked: ${s.reason}` : s.status,
    String(s.total),
    String(s.financed),
    ratioText(s.penetration),
    s.achievement === null ? "–" : ratioText(s.achievement),
    s.ratePpm === null ? "–" : percentText(s.ratePpm),
    s.commissionMinor === null ? "–" : grouped(moneyText(s.commissionMinor, s.currency)),
    s.currency,
    final ? "final" : "provisional",
  ];
}

export const ledgerCommand: CommandPart = (program, env, exit) => {
  exportable(common(program.command("ledger")))
    .description("ledger entries, in their order")
    .option("--period <YYYY-MM>", "earned in this month", periodArgument)
    .option("--booked-in <YYYY-MM>", "posted by the close of this month", periodArgument)
    .option("--market <market>", "of this market", marketArgument)
    .option("--agent <name>", "of this agent")
    .option("--contract <id>", "of this contract")
    .action(async (options: Filters) => exit(await withContext(options, env, (context) => ledger(context, options))));
};

async function ledger(context: Context, options: Filters): Promise<number> {
  const { deps, output } = context;
  if (isExport(options)) {
    const filter = { ...filterOf(options), bookedIn: options.bookedIn };
    return exportFile(context, options, "ledger", asked(options), ledgerTable(deps, filter));
  }
  const entries = readLedger(deps, {
    period: options.period,
    bookedIn: options.bookedIn,
    market: options.market,
    agentId: options.agent === undefined ? undefined : normaliseName(options.agent),
    contractId: options.contract,
  });
  if (output.json) {
    async function* list(): AsyncGenerator<Json> {
      for await (const entry of entries) yield ledgerJson(entry);
    }
    await output.document({ entries: list() });
    return 0;
  }
  const rows: string[][] = [];
  const sums = new Map<string, bigint>();
  for await (const e of entries) {
    rows.push([
      String(e.seq),
      e.market,
      e.agentId,
      e.contractId,
      e.period,
      e.bookedIn,
      e.kind,
      percentText(e.ratePpm),
      signed(moneyText(e.amountMinor, e.currency)),
      e.currency,
    ]);
    sums.set(e.currency, (sums.get(e.currency) ?? 0n) + e.amountMinor);
  }
  const titles = ["seq", "market", "agent", "contract", "period", "booked in", "kind", "rate", "amount", ""];
  const right = new Set(["seq", "rate", "amount"]);
  for (const line of textTable(
    titles.map((title) => ({ title, right: right.has(title) })),
    rows,
  ))
    output.line(line);
  for (const [currency, sum] of sums) output.line(`Sum ${currency}: ${grouped(moneyText(sum, currency))}`);
  output.line(`${rows.length} entries.`);
  return 0;
}
