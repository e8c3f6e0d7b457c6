/**
 * `statement`: one agent's statement as a PDF, for the agent.
 */
import type { Period } from "../../../domain/period.ts";
import { explainCommission } from "../../../flows/explain-commission.ts";
import { statementDocument } from "../../../flows/statement-document.ts";
import { LANGUAGES, type Language } from "../../../flows/statement-words.ts";
import { marketArgument, periodArgument } from "../arguments.ts";
import { common, refusedBy, type CommandPart } from "../command-part.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { writeOwnFile } from "../export-file.ts";
import { CommandRefused, usageError } from "../failures.ts";

interface StatementOptions extends CommonOptions {
  readonly period: Period;
  readonly agent: string;
  readonly market?: string;
  readonly pdf: string;
  readonly language: Language;
}

export const statementCommand: CommandPart = (program, env, exit) => {
  common(program.command("statement"))
    .description("one agent's statement as a PDF, for the agent")
    .requiredOption("--period <YYYY-MM>", "the month", periodArgument)
    .requiredOption("--agent <name>", "the agent")
    .requiredOption("--pdf <file>", "the file to write")
    .option("--market <market>", "in this market", marketArgument)
    .option("--language <code>", `in ${LANGUAGES.join(", ")}`, languageArgument, "en")
    .action(async (options: StatementOptions) =>
      exit(await withContext(options, env, (context) => write(context, options))),
    );
};

function languageArgument(text: string): Language {
  const found = LANGUAGES.find((language) => language === text);
  if (found === undefined) throw usageError(`Found --language ${text}; expected ${LANGUAGES.join(", ")}.`);
  return found;
}

async function write(context: Context, options: StatementOptions): Promise<number> {
  const { deps, output } = context;
  const { period, agent, pdf, language } = options;
  const market = options.market ?? (await onlyMarketOf(context, options));
  const outcome = await statementDocument(deps, { period, market, agentId: agent, language });
  if (!outcome.ok) throw refusedBy(outcome.refusal);
  await writeOwnFile(pdf, outcome.value);
  output.line(`${pdf}: the statement of ${agent}, ${market} ${period}.`);
  await output.document({ file: pdf, market, period, agentId: agent, language });
  return 0;
}

async function onlyMarketOf({ deps }: Context, { period, agent }: StatementOptions): Promise<string> {
  const found = await explainCommission(deps, { period, agentId: agent });
  if (!found.ok) throw refusedBy(found.refusal);
  const markets = found.value.map((document) => document.market);
  const [only] = markets;
  if (only !== undefined && markets.length === 1) return only;
  const message = `${agent} has statements in ${markets.join(", ")} for ${period}. Name one: --market ${only ?? ""}.`;
  throw new CommandRefused("market-ambiguous", message, { markets });
}
