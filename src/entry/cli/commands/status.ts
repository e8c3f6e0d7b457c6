/**
 * `status`: where every market stands, and what waits for a person.
 */
import { grouped } from "../../../domain/grouped.ts";
import { exponentOf } from "../../../domain/currency.ts";
import { formatMinor } from "../../../domain/money.ts";
import { readStatus, type MarketStatus, type Status } from "../../../flows/read-status.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { common, type CommandPart } from "../command-part.ts";
import type { Json } from "../output.ts";

export const statusCommand: CommandPart = (program, env, exit) => {
  common(program.command("status"))
    .description("where every market stands, and what waits for a person")
    .action(async (options: CommonOptions) => exit(await withContext(options, env, status)));
};

/** What it finds is no failure of the question: the exit code is 0. A watchdog reads the alarms. */
async function status({ deps, output }: Context): Promise<number> {
  const found = await readStatus(deps);
  if (!output.json) for (const line of statusLines(found)) output.line(line);
  await output.document(statusJson(found));
  return 0;
}

const money = (b: { sumMinor: bigint; currency: string }): string =>
  formatMinor(b.sumMinor, exponentOf(b.currency) ?? 0);

function statusLines({ markets, alarms }: Status): string[] {
  const lines = markets.flatMap((m) => [
    `${m.market}: ${m.newestClosed === null ? "nothing is closed yet" : `closed to ${m.newestClosed}`}`,
    ...m.batches.map(
      (b) => `  ${b.batches} batches ${b.state}: ${b.entries} entries, ${grouped(money(b))} ${b.currency}`,
    ),
    ...m.blocked.map((b) => `  blocked: ${b.agentId}, ${b.period}: ${b.reason}`),
    ...alarms.filter((a) => a.market === m.market).map((a) => `  ${a.code}: ${a.message}`),
  ]);
  lines.push(...alarms.filter((a) => a.market === null).map((a) => `${a.code}: ${a.message}`));
  if (alarms.length === 0) lines.push("Nothing waits for a person.");
  return lines;
}

function statusJson({ markets, rejected, differences, alarms }: Status): Json {
  return {
    markets: markets.map(marketJson),
    rejected: rejected === null ? null : { ...rejected },
    differences: differences === null ? null : { ...differences },
    alarms: alarms.map((a) => ({ ...a })),
  };
}

function marketJson(m: MarketStatus): Json {
  const { waiting, differences } = m;
  return {
    market: m.market,
    newestClosed: m.newestClosed,
    notClosed: m.notClosed,
    waiting: waiting && {
      close: waiting.id,
      period: waiting.period,
      startedBy: waiting.startedBy,
      since: waiting.startedAt,
      entries: waiting.entryCount,
    },
    blocked: m.blocked.map((b) => ({ ...b })),
    batches: m.batches.map((b) => ({
      state: b.state,
      currency: b.currency,
      batches: b.batches,
      entries: b.entries,
      sum: money(b),
      since: b.since,
    })),
    deliveryEnabled: m.deliveryEnabled,
    differences: differences === null ? null : { ...differences },
    comparedAt: m.comparedAt,
  };
}
