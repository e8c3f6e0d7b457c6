/**
 * `explain` and `whatif`: why an amount is what it is, and what it would be otherwise.
 */
import { readFile } from "node:fs/promises";
import { marketArgument, countArgument, periodArgument } from "../arguments.ts";
import type { Period } from "../../../domain/period.ts";
import { explainCommission } from "../../../flows/explain-commission.ts";
import { readMatrixFile } from "../../../flows/read-matrix-file.ts";
import { whatIf } from "../../../flows/what-if.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { explanationJson } from "../explain-json.ts";
import { explanationText } from "../explain-text.ts";
import { CommandRefused } from "../failures.ts";
import { common, refusedBy, type CommandPart } from "../command-part.ts";
import { whatIfJson } from "../what-if-json.ts";
import { whatIfText } from "../what-if-text.ts";

interface ExplainOptions extends CommonOptions {
  readonly period: Period;
  readonly agent: string;
  readonly market?: string;
  readonly contract?: string;
}

export const explainCommand: CommandPart = (program, env, exit) => {
  common(program.command("explain"))
    .description("the whole working of an agent's commission, from workbook cell to ledger entry")
    .requiredOption("--period <YYYY-MM>", "the month", periodArgument)
    .requiredOption("--agent <name>", "the agent")
    .option("--market <market>", "in this market", marketArgument)
    .option("--contract <id>", "one contract in full detail")
    .action(async (options: ExplainOptions) =>
      exit(await withContext(options, env, (context) => explain(context, options))),
    );
};

async function explain({ deps, output }: Context, options: ExplainOptions): Promise<number> {
  const { period, agent, market, contract } = options;
  const outcome = await explainCommission(deps, { period, agentId: agent, market, contractId: contract });
  if (!outcome.ok) throw refusedBy(outcome.refusal);
  for (const document of outcome.value) for (const line of explanationText(document)) output.line(line);
  await output.document({ explanations: outcome.value.map(explanationJson) });
  return 0;
}

interface WhatIfOptions extends CommonOptions {
  readonly period: Period;
  readonly agent: string;
  readonly market?: string;
  readonly financed?: number;
  readonly volume?: string;
  readonly matrix?: string;
}

export const whatIfCommand: CommandPart = (program, env, exit) => {
  common(program.command("whatif"))
    .description("another outcome, nothing stored: other figures, another matrix, the distance to the next bands")
    .requiredOption("--period <YYYY-MM>", "the month", periodArgument)
    .requiredOption("--agent <name>", "the agent")
    .option("--market <market>", "in this market", marketArgument)
    .option("--financed <count>", "so many financed contracts", countArgument)
    .option("--volume <amount>", "so much financed volume, such as 1200000.00")
    .option("--matrix <file>", "by the matrices of this workbook")
    .action(async (options: WhatIfOptions) =>
      exit(await withContext(options, env, (context) => tryOut(context, options))),
    );
};

async function tryOut({ deps, output }: Context, options: WhatIfOptions): Promise<number> {
  const matrices = options.matrix === undefined ? null : await matricesOf(options.matrix);
  const { period, agent, market, financed, volume } = options;
  const outcome = await whatIf(deps, { period, agentId: agent, market, financed, volume, matrices });
  if (!outcome.ok) throw refusedBy(outcome.refusal);
  for (const line of whatIfText(outcome.value)) output.line(line);
  await output.document(whatIfJson(outcome.value));
  return 0;
}

async function matricesOf(file: string) {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null)
    throw new CommandRefused("file-unreadable", `${file} cannot be read. Check the name and the rights of the file.`, {
      file,
    });
  const outcome = await readMatrixFile({ name: file, bytes });
  if (!outcome.ok) throw refusedBy(outcome.refusal);
  return outcome.value;
}
