/**
 * `settings`, `markets`, `migrate`: how the installation is set up.
 */
import { MARKETS } from "../../../domain/market.ts";
import { SETTING_KEYS, settingKey, settingText, type SettingKey, type Settings } from "../../../domain/settings.ts";
import { changeSetting, knownSetting, readSettings, unsetSetting } from "../../../flows/change-setting.ts";
import type { FlowDeps } from "../../../flows/deps.ts";
import type { Outcome } from "../../../domain/refusal.ts";
import { marketArgument } from "../arguments.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { usageError } from "../failures.ts";
import { createOutput, type Json } from "../output.ts";
import { common, refusedBy, type CommandPart } from "../command-part.ts";
import { settingsJson } from "../settings-json.ts";
import { textTable } from "../text-table.ts";

export const settingsCommand: CommandPart = (program, env, exit) => {
  common(program.command("settings"))
    .description("the plan's settings: get (default), set KEY VALUE, or unset KEY: the general value holds again")
    .argument("[action]", "get, set or unset", "get")
    .argument("[key]", SETTING_KEYS.map((k) => k.name).join(", "))
    .argument("[value]")
    .option("--market <market>", "for this market only", marketArgument)
    .addHelpText("after", `\n${SETTING_KEYS.map((k) => `  ${k.name}: ${k.expected}`).join("\n")}`)
    .action(
      async (
        action: string,
        key: string | undefined,
        value: string | undefined,
        options: CommonOptions & { market?: string },
      ) => {
        const asked = request(action, key, value, options.market ?? null);
        exit(await withContext(options, env, (context) => settings(context, asked)));
      },
    );
};

interface Request {
  readonly action: (typeof ACTIONS)[number];
  /** Of what is set or taken away; of `get`, the one setting alone in the table, or null: all of them. */
  readonly key: string | null;
  /** Of `set`. */
  readonly value: string;
  readonly market: string | null;
}

const ACTIONS = ["get", "set", "unset"] as const;

/** What is asked for; wrong usage is told before any database is opened. */
function request(asked: string, key: string | undefined, value: string | undefined, market: string | null): Request {
  const action = ACTIONS.find((one) => one === asked);
  if (action === undefined) throw usageError(`Found "settings ${asked}"; expected ${ACTIONS.join(", ")}.`);
  if (action === "set" && (key === undefined || value === undefined))
    throw usageError("settings set needs a KEY and a VALUE.");
  if (action === "unset" && key === undefined) throw usageError("settings unset needs a KEY.");
  if (action !== "set" && value !== undefined)
    throw usageError(
      `Found "settings ${action} ${key} ${value}"; expected no value. To change it: settings set KEY VALUE.`,
    );
  return { action, key: key ?? null, value: value ?? "", market };
}

async function settings(context: Context, asked: Request): Promise<number> {
  const { deps, output } = context;
  const { action, key, market } = asked;
  if (key !== null) {
    const outcome = await carryOut(deps, { ...asked, key });
    if (!outcome.ok) throw refusedBy(outcome.refusal);
  }
  const inForce = await readSettings(deps);
  const shown = inForce.of(market);
  const only = key === null || action !== "get" ? null : settingKey(key);
  const rows = SETTING_KEYS.filter((k) => only === null || k.key === only).map((k) => [
    k.name,
    shownText(k.key, shown),
    k.expected,
  ]);
  for (const line of textTable([{ title: "setting" }, { title: "value" }, { title: "takes" }], rows)) output.line(line);
  const perMarket: Record<string, Json> = {};
  for (const own of inForce.perMarket.keys()) {
    perMarket[own] = settingsJson(inForce.of(own));
    if (market === null) output.line(`${own} has settings of its own: opencommission settings --market ${own}`);
  }
  await output.document({ settings: settingsJson(shown), market, markets: perMarket });
  return 0;
}

function carryOut(
  deps: FlowDeps,
  { action, key, value, market }: Request & { readonly key: string },
): Promise<Outcome<object>> {
  switch (action) {
    case "get":
      return Promise.resolve(knownSetting(key));
    case "set":
      return changeSetting(deps, key, value, market);
    case "unset":
      return unsetSetting(deps, key, market);
    default:
      return action satisfies never;
  }
}

/** A setting in a table of them: what would fill the page is named only. */
function shownText(key: SettingKey, shown: Settings): string {
  if (key !== "pull" || shown.pull === null) return settingText(key, shown);
  return `${shown.pull.source} from ${shown.pull.from} (--json has all of it)`;
}

export const marketsCommand: CommandPart = (program, _env, exit) => {
  common(program.command("markets"))
    .description("the registry of markets: names, currency, time zone")
    .action(async (options: CommonOptions) => {
      const output = createOutput(options.json === true, process.stdout, process.stderr);
      const rows = MARKETS.map((m) => [
        m.code,
        m.names.join(", "),
        m.currencies.map((c) => (m.currencies.length === 1 ? c.currency : `${c.currency} from ${c.from}`)).join(", "),
        m.timeZone,
      ]);
      for (const line of textTable(
        [{ title: "code" }, { title: "names" }, { title: "currency" }, { title: "time zone" }],
        rows,
      ))
        output.line(line);
      await output.document({
        markets: MARKETS.map((m) => ({
          market: m.code,
          code: m.code,
          name: m.names[0] ?? m.code,
          names: m.names,
          currency: m.currencies.at(-1)?.currency ?? null,
          currencies: m.currencies.map((c) => ({ from: c.from, currency: c.currency })),
          timeZone: m.timeZone,
        })),
      });
      exit(0);
    });
};

export const migrateCommand: CommandPart = (program, env, exit) => {
  common(program.command("migrate"))
    .description("bring the database's schema up")
    .action(async (options: CommonOptions) => {
      const work = async ({ output }: Context): Promise<number> => {
        output.line("The schema is up to date.");
        await output.document({ schema: "current" });
        return 0;
      };
      exit(await withContext(options, env, work, "bring-up"));
    });
};
