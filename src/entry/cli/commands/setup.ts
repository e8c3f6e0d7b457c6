/**
 * `settings`, `markets`, `migrate`: how the installation is set up.
 */
import { MARKETS } from "../../../domain/market.ts";
import { SETTING_KEYS, settingKey, settingText, type SettingKey, type Settings } from "../../../domain/settings.ts";
import { changeSetting, knownSetting, readSettings } from "../../../flows/change-setting.ts";
import { marketArgument } from "../arguments.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { usageError } from "../failures.ts";
import { createOutput, type Json } from "../output.ts";
import { common, refusedBy, type CommandPart } from "../command-part.ts";
import { settingsJson } from "../settings-json.ts";
import { textTable } from "../text-table.ts";

export const settingsCommand: CommandPart = (program, env, exit) => {
  common(program.command("settings"))
    .description("the plan's settings: get (default), or set KEY VALUE")
    .argument("[action]", "get or set", "get")
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
  /** One setting alone in the table; null: all of them. */
  readonly key: string | null;
  /** Its new value; null: it is only read. */
  readonly value: string | null;
  readonly market: string | null;
}

/** What is asked for; wrong usage is told before any database is opened. */
function request(action: string, key: string | undefined, value: string | undefined, market: string | null): Request {
  if (action !== "get" && action !== "set") throw usageError(`Found "settings ${action}"; expected get or set.`);
  if (action === "set" && (key === undefined || value === undefined))
    throw usageError("settings set needs a KEY and a VALUE.");
  if (action === "get" && value !== undefined)
    throw usageError(`Found "settings get ${key} ${value}"; expected no value. To change it: settings set KEY VALUE.`);
  return { key: key ?? null, value: value ?? null, market };
}

async function settings(context: Context, asked: Request): Promise<number> {
  const { deps, output } = context;
  if (asked.key !== null) {
    const outcome =
      asked.value === null ? knownSetting(asked.key) : await changeSetting(deps, asked.key, asked.value, asked.market);
    if (!outcome.ok) throw refusedBy(outcome.refusal);
  }
  const inForce = await readSettings(deps);
  const shown = inForce.of(asked.market);
  const only = asked.key === null || asked.value !== null ? null : settingKey(asked.key);
  const rows = SETTING_KEYS.filter((k) => only === null || k.key === only).map((k) => [
    k.name,
    shownText(k.key, shown),
    k.expected,
  ]);
  for (const line of textTable([{ title: "setting" }, { title: "value" }, { title: "takes" }], rows)) output.line(line);
  const perMarket: Record<string, Json> = {};
  for (const market of inForce.perMarket.keys()) {
    perMarket[market] = settingsJson(inForce.of(market));
    if (asked.market === null)
      output.line(`${market} has settings of its own: opencommission settings --market ${market}`);
  }
  await output.document({ settings: settingsJson(shown), market: asked.market, markets: perMarket });
  return 0;
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
