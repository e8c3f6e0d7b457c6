/**
 * The composition root of the command line: from options and environment to what the flows are given.
 * In: `--data`, `--as`, `DATABASE_URL`. Out: an open database (embedded, unless an address is given), and its orderly end.
 */
import { userInfo } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { normaliseName } from "../../domain/name.ts";
import type { FlowDeps, Progress } from "../../flows/deps.ts";
import { readSettings } from "../../flows/change-setting.ts";
import { coreViewFor } from "../../platform/core-view/adapter-for.ts";
import type { CoreViewAdapter } from "../../platform/core-view/core-view.ts";
import { openDatabase } from "../../platform/postgres/open-database.ts";
import type { Database } from "../../platform/postgres/database.ts";
import { startEmbedded } from "../../platform/postgres/embedded-postgres.ts";
import { migrate, schemaState } from "../../platform/postgres/migrate.ts";
import { folderObjectStore } from "../../platform/object-store/folder-object-store.ts";
import type { ObjectStore } from "../../platform/object-store/object-store.ts";
import { createOutput, type Output } from "./output.ts";
import { createProgressBar } from "./progress-bar.ts";
import { CommandRefused, usageError } from "./failures.ts";

export interface CommonOptions {
  readonly json?: boolean;
  readonly data?: string;
  readonly as?: string;
}

export interface Context {
  readonly deps: FlowDeps;
  readonly output: Output;
  readonly objects: ObjectStore;
  readonly dataFolder: string;
  /** Where a market's entries are delivered, by the settings of now. */
  readonly coreViewOf: (market: string) => Promise<CoreViewAdapter>;
  /** The same flows, acted by somebody else. */
  readonly actingAs: (actor: string) => FlowDeps;
  readonly progress: Progress;
  /** Whether the database is the embedded one, which nobody shares. */
  readonly embedded: boolean;
  /** Whether the schema is this release's. */
  readonly schemaIsCurrent: () => Promise<boolean>;
  /** What is to be stopped before the database is closed, also by a signal. */
  readonly onStop: (step: () => Promise<void>) => void;
}

/** The folder of the package: where its migrations and samples are. */
export const PACKAGE_FOLDER = fileURLToPath(new URL("../../..", import.meta.url));
const MIGRATIONS = join(PACKAGE_FOLDER, "migrations");

/** Opens everything, runs the command, and closes everything in order, also when it fails. */
export async function withContext(
  options: CommonOptions,
  env: NodeJS.ProcessEnv,
  work: (context: Context) => Promise<number>,
  schema: "bring-up" | "leave" = "leave",
  /** The exit code after a signal: of a server it is the way to end. */
  signalled = 130,
): Promise<number> {
  const output = createOutput(options.json === true, process.stdout, process.stderr);
  const actor = normaliseName(options.as ?? env["OPENCOMMISSION_ACTOR"] ?? userInfo().username);
  if (actor === "") throw usageError("--as needs a name.");
  const now = clockFrom(env);
  const dataFolder = resolve(options.data ?? env["OPENCOMMISSION_DATA"] ?? "data");
  const bar = createProgressBar(process.stderr, () => Date.now());
  const stop = createClosing();
  const onSignal = (): void => {
    bar.clear();
    void stop.unwind().finally(() => process.exit(signalled));
  };
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  try {
    const db = await openStore(env, dataFolder, stop, schema);
    const deps: FlowDeps = { db, now, actor, progress: bar.tell };
    const context: Context = {
      deps,
      output: clearing(output, bar.clear),
      objects: folderObjectStore(join(dataFolder, "objects")),
      dataFolder,
      coreViewOf: async (market) => coreViewFor((await readSettings(deps)).of(market).delivery, { dataFolder, env }),
      actingAs: (name) => ({ ...deps, actor: name }),
      progress: bar.tell,
      embedded: !env["DATABASE_URL"],
      schemaIsCurrent: async () => (await schemaState(db, MIGRATIONS)) === "current",
      onStop: (step) => stop.push(step),
    };
    return await work(context);
  } finally {
    bar.clear();
    await stop.unwind();
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

async function openStore(
  env: NodeJS.ProcessEnv,
  dataFolder: string,
  stop: Closing,
  schema: "bring-up" | "leave",
): Promise<Database> {
  const address = env["DATABASE_URL"];
  const migrations = MIGRATIONS;
  if (address !== undefined && address !== "") {
    const db = await openDatabase({ connectionString: address });
    stop.push(() => db.close());
    const state = await schemaState(db, migrations);
    // A new database is brought up at once; one that is in use only when somebody says so.
    if (state === "empty" || (state === "behind" && schema === "bring-up")) await migrate(db, migrations);
    else if (state === "behind") {
      throw new CommandRefused(
        "schema-behind",
        'The database\'s schema is older than this version. Run "opencommission migrate" first.',
      );
    } else if (state === "ahead") {
      throw new CommandRefused(
        "schema-ahead",
        "The database's schema is newer than this version of OpenCommission. Use the newer version.",
      );
    }
    return db;
  }
  const server = await startEmbedded(dataFolder);
  stop.push(() => server.stop());
  const db = await openDatabase({ connectionString: server.connectionString });
  stop.push(() => db.close());
  await migrate(db, migrations);
  return db;
}

/** The time. A fixed instant can be given for trying things out: it never reaches a database that others share. */
function clockFrom(env: NodeJS.ProcessEnv): () => Date {
  const fixed = env["OPENCOMMISSION_NOW"];
  if (fixed === undefined || fixed === "") return () => new Date();
  if (env["DATABASE_URL"]) throw usageError("OPENCOMMISSION_NOW is for the embedded database only.");
  const instant = new Date(fixed);
  if (Number.isNaN(instant.getTime()))
    throw usageError("OPENCOMMISSION_NOW is not an instant such as 2024-05-01T08:00:00Z.");
  return () => instant;
}

function clearing(output: Output, clear: () => void): Output {
  return {
    ...output,
    line: (text) => {
      clear();
      output.line(text);
    },
    note: (text) => {
      clear();
      output.note(text);
    },
  };
}

/** What has been opened: closed in reverse order, each once. */
interface Closing {
  push(step: () => Promise<void>): void;
  unwind(): Promise<void>;
}

function createClosing(): Closing {
  const steps: (() => Promise<void>)[] = [];
  return {
    push: (step) => {
      steps.push(step);
    },
    unwind: async () => {
      for (const step of steps.splice(0).toReversed()) await step();
    },
  };
}
