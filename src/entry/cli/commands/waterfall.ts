/**
 * `waterfall`: what caused each difference of a close to the one before, adding up to the minor unit.
 */
import { normaliseName } from "../../../domain/name.ts";
import { readClose } from "../../../flows/read-pages.ts";
import { readWaterfall, type Waterfall, type WaterfallCause } from "../../../flows/read-waterfall.ts";
import { common, refusedBy, type CommandPart } from "../command-part.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { moneyText } from "../money-text.ts";
import { signed, textTable } from "../text-table.ts";
import { agentWaterfallJson, contractSharesJson, waterfallJson } from "../waterfall-json.ts";

const MOST_SHOWN = 20;

const WORDS: Readonly<Record<WaterfallCause, string>> = {
  "own-month": "the month's own contracts",
  settings: "settings",
  matrix: "commission matrix",
  target: "sales target",
  "sold-elsewhere": "sales in other markets",
  "changed-contract": "changed contracts",
  "late-contract": "late contracts",
  cancellation: "cancellations",
  unblocked: "agents unblocked",
  blocked: "agents blocked",
  rules: "another release's rules",
};

export const waterfallCommand: CommandPart = (program, env, exit) => {
  common(program.command("waterfall"))
    .description("what caused each difference of a close to the one before, adding up exactly")
    .argument("<close>", "the close's id")
    .option("--agent <name>", "only this agent, down to its contracts")
    .action(async (id: string, options: CommonOptions & { agent?: string }) =>
      exit(await withContext(options, env, (context) => waterfall(context, id, options.agent))),
    );
};

async function waterfall({ deps, output }: Context, id: string, agent: string | undefined): Promise<number> {
  const outcome = await readClose(deps, id);
  if (!outcome.ok) throw refusedBy(outcome.refusal);
  const found = await readWaterfall(deps, outcome.value.close, agent === undefined ? undefined : normaliseName(agent));
  for (const line of waterfallText(found, agent !== undefined)) output.line(line);
  await output.document({
    ...waterfallJson(found),
    agents: found.agents.map(agentWaterfallJson),
    contracts: agent === undefined ? [] : found.agents.flatMap(contractSharesJson),
  });
  return 0;
}

function waterfallText(found: Waterfall, contracts: boolean): string[] {
  const { close, previous, steps, totals, agents } = found;
  const since = previous === null ? "the market's first close" : `what has changed since ${previous.id}`;
  const money = (minor: bigint, currency: string): string => `${signed(moneyText(minor, currency))} ${currency}`;
  const rows = [
    ...steps.map((s) => [WORDS[s.cause], String(s.agents), String(s.places), money(s.amountMinor, s.currency)]),
    ...totals.map((t) => ["together", "", String(t.entries), money(t.amountMinor, t.currency)]),
  ];
  const right = true;
  const columns = [
    { title: "cause" },
    { title: "agents", right },
    { title: "contracts", right },
    { title: "amount", right },
  ];
  const details = contracts
    ? agents.flatMap((a) =>
        a.shares.map((s) => [a.agentId, a.period, s.contractId, WORDS[s.cause], money(s.amountMinor, a.currency)]),
      )
    : agents.map((a) => [a.agentId, a.period, money(a.amountMinor, a.currency)]);
  const titles = [
    { title: "agent" },
    { title: "period" },
    ...(contracts ? [{ title: "contract" }, { title: "cause" }] : []),
  ];
  if (steps.length === 0) return [`${close.id}, ${since}: no entries.`];
  return [
    `${close.id}, ${since}:`,
    ...textTable(columns, rows),
    "",
    ...textTable([...titles, { title: "amount", right }], details.slice(0, MOST_SHOWN)),
    ...(details.length > MOST_SHOWN ? [`… and ${details.length - MOST_SHOWN} more: --json prints all of them.`] : []),
  ];
}
