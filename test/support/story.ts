/**
 * A scenario's stage: a database and a data folder of its own, the command line on it, and the few acts that every story repeats.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { z } from "zod";
import { cliOn, Closes, Imported, Ingested, Ledger, OneClose, Statements, type Cli } from "./cli.ts";
import { eventLines, type EventFields } from "./contract-event.ts";
import { createTestDatabase } from "./database.ts";
import { writeWorkbooks, type PlainCell, type PlainSheet } from "./sample-workbooks.ts";

export type CloseJson = z.infer<typeof Closes>["closes"][number];
export type StatementJson = z.infer<typeof Statements>["statements"][number];

export interface Story {
  readonly cli: Cli;
  /** Where the command line's files go: claimed objects, deliveries. */
  readonly data: string;
  readonly env: Readonly<Record<string, string>>;
  /** Imports workbooks as `ursula`; each must be imported. */
  workbooks(files: Readonly<Record<string, readonly PlainSheet[]>>): Promise<z.infer<typeof Imported>["files"]>;
  /** Takes in events; each must be accepted. */
  events(events: readonly EventFields[]): Promise<void>;
  statements(period: string, ...more: string[]): Promise<StatementJson[]>;
  /** Calculates one market's close as `frida`. */
  close(period: string, market?: string): Promise<CloseJson>;
  /** Approves as `adam`. */
  approve(id: string): Promise<CloseJson>;
  /** Both. */
  settle(period: string, market?: string): Promise<CloseJson>;
  /** The ledger as lines `contract kind amount period bookedIn`. */
  posted(...filter: string[]): Promise<string[]>;
  end(): Promise<void>;
}

/** @param cliFor `cliInProcess` where it is not the process that is told of */
export async function startStory(cliFor: (env: Readonly<Record<string, string>>) => Cli = cliOn): Promise<Story> {
  const database = await createTestDatabase();
  const data = await mkdtemp(join(tmpdir(), "opencommission-story-"));
  const env = { DATABASE_URL: database.connectionString, OPENCOMMISSION_DATA: data };
  const cli = cliFor(env);
  const story: Story = {
    cli,
    data,
    env,
    async workbooks(files) {
      const imported = await cli.json(Imported, ["import", ...(await writeWorkbooks(files)), "--as", "ursula"]);
      const others = imported.files.filter((file) => file.status !== "imported");
      if (others.length > 0) throw new Error(`not imported: ${JSON.stringify(others)}`);
      return imported.files;
    },
    async events(events) {
      const result = await cli.json(Ingested, ["ingest", "-"], { input: eventLines(events) });
      if (result.accepted !== events.length) throw new Error(`not all accepted: ${JSON.stringify(result)}`);
    },
    async statements(period, ...more) {
      return (await cli.json(Statements, ["statements", "--period", period, ...more])).statements;
    },
    async close(period, market = "SE") {
      const { closes } = await cli.json(Closes, ["close", "--period", period, "--market", market, "--as", "frida"]);
      const [close] = closes;
      if (close === undefined || closes.length > 1) throw new Error(`one close expected, not ${closes.length}`);
      return close;
    },
    async approve(id) {
      return (await cli.json(OneClose, ["approve", id, "--as", "adam"])).close;
    },
    async settle(period, market) {
      return story.approve((await story.close(period, market)).id);
    },
    async posted(...filter) {
      return entryLines((await cli.json(Ledger, ["ledger", ...filter])).entries);
    },
    async end() {
      await database.drop();
      await rm(data, { recursive: true });
    },
  };
  return story;
}

/** Entries as lines `contract kind amount period bookedIn`. */
export function entryLines(
  entries: readonly { contractId: string; kind: string; amount: string; period: string; bookedIn: string }[],
): string[] {
  return entries.map((e) => `${e.contractId} ${e.kind} ${e.amount} ${e.period} ${e.bookedIn}`);
}

/** A matrix sheet from its rows of rates, each led by its penetration bound, and the achievement bounds. */
export function matrixSheet(
  name: string,
  rates: readonly (readonly string[])[],
  achievement: readonly string[],
): PlainSheet {
  return { name, rows: [...rates, [null, ...achievement]] };
}

/** A targets sheet from its months and its rows of agent and amounts. */
export function targetsSheet(
  name: string,
  months: readonly string[],
  rows: readonly (readonly PlainCell[])[],
): PlainSheet {
  return { name, rows: [[null, ...months], ...rows] };
}
