/**
 * A failover in the middle of the month: the server goes away under each command and comes back under the same address, and for a
 * while an old primary answers that takes no writes. A command says so with exit code 3; repeated it leaves what an undisturbed one leaves.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { untilBlocked, whileLocked } from "../support/blocked-sessions.ts";
import { cliOn, Refused, type CliRun } from "../support/cli.ts";
import { EXIT_CODE, playMonthBySteps, STEPS, type MonthBySteps, type Step } from "../support/month-by-step.ts";
import { startMovingServer, type MovingServer } from "../support/moving-server.ts";
import { expectSound, stateOf } from "../support/store-state.ts";

let steps: MonthBySteps;
let server: MovingServer;
let data: string;
let env: Record<string, string>;
beforeAll(async () => {
  steps = await playMonthBySteps();
  server = await startMovingServer(await steps.newFolder());
  data = await steps.newFolder();
  env = { DATABASE_URL: server.connectionString, OPENCOMMISSION_DATA: data };
  await cliOn(env).json(z.object({}), ["migrate"]);
});
afterAll(async () => {
  await server.end();
  await steps.end();
});

const errorOf = (run: CliRun) => Refused.parse(JSON.parse(run.stdout)).error;

/** Which table each command is in the middle of its work when it touches. */
const IN_THE_MIDDLE: Readonly<Record<Step, string>> = {
  import: "workbook",
  ingest: "contract_event",
  close: "close_entry",
  approve: "ledger_entry",
};

async function state(): Promise<Record<string, string>> {
  const db = await server.open();
  try {
    await expectSound(db, data);
    return await stateOf(db, data);
  } finally {
    await db.close();
  }
}

const ReadOnly = z.object({ setting: z.string() });

async function takesWrites(yes: boolean): Promise<void> {
  const setting = yes ? "off" : "on";
  const db = await server.open();
  await db.run(`alter system set default_transaction_read_only = ${setting}`);
  await db.run("select pg_reload_conf()");
  await db.close();
  // A session that is new knows what the server has heard by now.
  for (;;) {
    const session = await server.open();
    const heard = await session.one(ReadOnly, "select current_setting('default_transaction_read_only') as setting");
    await session.close();
    if (heard.setting === setting) return;
  }
}

/** One month, step by step, on the server that moves. */
describe.each(STEPS)("%s", (step) => {
  test("on an old primary that takes no writes is refused, and nothing is decided there (fault 22)", async () => {
    const before = await state();
    await takesWrites(false);
    const run = await steps.run(step, env);
    await takesWrites(true);
    expect([run.code, errorOf(run).code]).toEqual([3, "database-read-only"]);
    expect(errorOf(run).message).toContain("takes no writes now");
    expect(await state()).toEqual(before);
  });

  test("whose server goes away in the middle ends with words, and its repeat is right (fault 22)", async () => {
    const db = await server.open();
    const running: Promise<CliRun>[] = [];
    const holding = whileLocked(db, IN_THE_MIDDLE[step], async () => {
      running.push(steps.run(step, env));
      await untilBlocked(db, 1);
      await server.stop();
    });
    await expect(holding).rejects.toThrow("The connection ended");
    await db.close();
    const run = (await Promise.all(running))[0] ?? expect.fail("not begun");
    expect([run.code, errorOf(run).code]).toEqual([3, "database-unreachable"]);
    await server.start();
    expect(await steps.run(step, env)).toMatchObject({ code: EXIT_CODE[step] });
    expect(await state()).toEqual(steps.after(step));
  });
});
