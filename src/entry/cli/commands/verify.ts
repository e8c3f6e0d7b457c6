/**
 * `verify`: recomputes every hash and every close.
 */
import { verifyLedger } from "../../../flows/verify-ledger.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { common, type CommandPart } from "../command-part.ts";

export const verifyCommand: CommandPart = (program, env, exit) => {
  common(program.command("verify"))
    .description("recompute every hash and every statement, and compare")
    .action(async (options: CommonOptions) => exit(await withContext(options, env, verify)));
};

async function verify({ deps, output }: Context): Promise<number> {
  const result = await verifyLedger(deps);
  for (const d of result.differences) {
    output.line(`${d.code}: ${d.message}`);
    output.line(`  found:    ${d.found}`);
    output.line(`  expected: ${d.expected}`);
  }
  output.line(
    result.ok
      ? `All is well: ${result.entries} entries and ${result.closes} closes recomputed, no difference.`
      : `${result.differences.length} differences. Stop paying until they are explained.`,
  );
  await output.document({
    ok: result.ok,
    entries: result.entries,
    closes: result.closes,
    differences: result.differences.map((d) => ({ ...d })),
  });
  return result.ok ? 0 : 1;
}
