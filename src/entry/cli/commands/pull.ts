/**
 * `pull`: contract rows by SQL from where the source system keeps them.
 */
import { pullContracts, type PulledSource, type PullRequest } from "../../../flows/pull-contracts.ts";
import { rowSourceFor } from "../../../platform/row-source/source-for.ts";
import { marketArgument } from "../arguments.ts";
import { common, refusedBy, type CommandPart } from "../command-part.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { ingestedJson, showIngested } from "./ingest.ts";

export const pullCommand: CommandPart = (program, env, exit) => {
  common(program.command("pull"))
    .description("contract rows by SQL, as the setting pull says")
    .option("--market <market>", "the source of this market only", marketArgument)
    .option("--from <value>", "read again from this value of the watermark's column; the watermark never moves back")
    .action(async (options: CommonOptions & { market?: string; from?: string }) => {
      const request = { market: options.market ?? null, from: options.from ?? null };
      exit(await withContext(options, env, (context) => pull(context, env, request)));
    });
};

async function pull({ deps, output }: Context, env: NodeJS.ProcessEnv, request: PullRequest): Promise<number> {
  const outcome = await pullContracts(deps, (setting) => rowSourceFor(setting, env), request);
  if (!outcome.ok) throw refusedBy(outcome.refusal);
  for (const pulled of outcome.value) {
    const { before, after } = pulled.watermark;
    output.line(`${pulled.source} (${pulled.from}), watermark ${before ?? "none"} -> ${after ?? "none"}`);
    showIngested((text) => output.line(text), pulled.result, "row");
    if (pulled.leftOut) output.line(`The watermark stays: rows before ${request.from ?? ""} were left out.`);
    for (const { code, message } of pulled.problems) output.note(`${pulled.source}: ${code}: ${message}`);
  }
  await output.document({
    sources: outcome.value.map((pulled) => {
      const { cut: _, ...counts } = ingestedJson(pulled.result);
      return {
        source: pulled.source,
        from: pulled.from,
        watermark: { ...pulled.watermark },
        leftOut: pulled.leftOut,
        ...counts,
        problems: pulled.problems.map(({ code, message }) => ({ code, message })),
      };
    }),
  });
  return outcome.value.every(isWell) ? 0 : 1;
}

function isWell({ result, problems }: PulledSource): boolean {
  return result.rejected === 0 && problems.length === 0;
}
