/**
 * A month's commands one by one: the store as it is before each of them, and what each leaves when nobody disturbs it.
 * In: nothing. Out: worlds to disturb, each a database and a data folder of its own.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand, type CliRun } from "./cli.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "./database.ts";
import { writeMonth, type Month } from "./month-of-contracts.ts";
import { stateOf } from "./store-state.ts";

export const STEPS = ["import", "ingest", "close", "approve"] as const;
export type Step = (typeof STEPS)[number];

/** Of the ingest 1, as some lines are broken. */
export const EXIT_CODE: Readonly<Record<Step, number>> = { import: 0, ingest: 1, close: 0, approve: 0 };

export interface StepWorld extends TestDatabase {
  readonly data: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface MonthBySteps {
  readonly month: Month;
  readonly commands: Readonly<Record<Step, readonly string[]>>;
  /** A store as it is before the step; `done` gives the one after the last. It ends with `end`, if not dropped before. */
  worldBefore(step: Step | "done"): Promise<StepWorld>;
  /** What `stateOf` tells after the step. */
  after(step: Step): Record<string, string>;
  run(step: Step, env: Readonly<Record<string, string>>): Promise<CliRun>;
  newFolder(): Promise<string>;
  end(): Promise<void>;
}

export async function playMonthBySteps(): Promise<MonthBySteps> {
  const month = await writeMonth();
  const commands: Record<Step, readonly string[]> = {
    import: ["import", ...month.workbooks, "--as", "ursula"],
    ingest: ["ingest", month.events, "--as", "ingo"],
    close: ["close", "--period", "2024-01", "--market", "SE", "--as", "frida"],
    approve: ["approve", "SE-2024-01-1", "--as", "adam"],
  };
  const opened: TestDatabase[] = [];
  const folders: string[] = [];
  const before = new Map<Step | "done", TestDatabase>();
  const states = new Map<Step, Record<string, string>>();
  async function newFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "opencommission-steps-"));
    folders.push(folder);
    return folder;
  }
  async function copyOf(source: TestDatabase): Promise<TestDatabase> {
    const copy = await copyTestDatabase(source);
    opened.push(copy);
    return copy;
  }
  const source = await createTestDatabase();
  opened.push(source);
  const data = await newFolder();
  const env = { DATABASE_URL: source.connectionString, OPENCOMMISSION_DATA: data };
  for (const step of STEPS) {
    before.set(step, await copyOf(source));
    const { code, stdout, stderr } = await runCommand(commands[step], { env });
    if (code !== EXIT_CODE[step]) throw new Error(`${step} ended with ${code}: ${stdout}${stderr}`);
    states.set(step, await stateOf(source.db, data));
  }
  before.set("done", source);
  return {
    month,
    commands,
    newFolder,
    async worldBefore(step) {
      const copy = await copyOf(found(before.get(step)));
      const folder = await newFolder();
      return { ...copy, data: folder, env: { DATABASE_URL: copy.connectionString, OPENCOMMISSION_DATA: folder } };
    },
    after: (step) => found(states.get(step)),
    run: (step, its) => runCommand([...commands[step], "--json"], { env: its }),
    async end() {
      for (const database of opened) await database.drop();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("assertion: every step was played");
  return value;
}
