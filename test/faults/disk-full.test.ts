/**
 * The database's disk is full, and so is the one of its log: each command ends with exit code 3 and has done nothing, or whole batches
 * of an ingest. With room again its repeat leaves what an undisturbed one leaves.
 */
import { execFileSync } from "node:child_process";
import { chmod, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { cliOn, Refused, type CliRun } from "../support/cli.ts";
import { EXIT_CODE, playMonthBySteps, STEPS, type MonthBySteps } from "../support/month-by-step.ts";
import { startMovingServer, type MovingServer } from "../support/moving-server.ts";
import { canMount, mountSmallDisk, type SmallDisk } from "../support/small-disk.ts";
import { expectSound, stateOf } from "../support/store-state.ts";

const errorOf = (run: CliRun) => Refused.parse(JSON.parse(run.stdout)).error;

/** The one who cannot mount sees these skipped: a disk can be filled without harm only when it is small and nobody else's. */
describe.runIf(canMount())("on a small disk that is mounted for it", () => {
  let steps: MonthBySteps;
  let server: MovingServer;
  /** The data files, and the log beside them. */
  let disk: SmallDisk;
  let logDisk: SmallDisk;
  let data: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    steps = await playMonthBySteps();
    const folder = await steps.newFolder();
    await chmod(folder, 0o755);
    disk = mountSmallDisk(join(folder, "disk"), 256) ?? expect.fail("not mounted");
    logDisk = mountSmallDisk(join(folder, "log-disk"), 128) ?? expect.fail("not mounted");
    data = await steps.newFolder();
    // A commit is answered only when its log was written: else a full disk would be found after the answer.
    // A server that breaks off ends, so that it comes back when we start it and not at some moment in between.
    server = await startMovingServer(disk.path, { fsync: "off", restart_after_crash: "off" });
    env = { DATABASE_URL: server.connectionString, OPENCOMMISSION_DATA: data };
    await cliOn(env).json(z.object({}), ["migrate"]);
    await server.stop();
    const [log, moved] = [join(disk.path, "postgres", "pg_wal"), join(logDisk.path, "pg_wal")];
    execFileSync("cp", ["-a", log, moved]);
    await rm(log, { recursive: true });
    await symlink(moved, log);
    await server.start();
  });
  afterAll(async () => {
    await server.end();
    disk.unmount();
    logDisk.unmount();
    await steps.end();
  });

  async function state(): Promise<Record<string, string>> {
    const db = await server.open();
    try {
      await expectSound(db, data);
      return await stateOf(db, data);
    } finally {
      await db.close();
    }
  }

  describe.each(STEPS)("%s", (step) => {
    test("whose data find no room says so and has done nothing (fault 24)", async () => {
      const before = await state();
      disk.fill();
      const run = await steps.run(step, env);
      await disk.makeRoom();
      expect([run.code, errorOf(run).code]).toEqual([3, "disk-full"]);
      expect(errorOf(run).message).toContain("make room, then repeat the command");
      expect(await state()).toEqual(before);
    });

    test("whose log finds no room ends with words, and with room again its repeat is right (fault 24)", async () => {
      await untilLogIsAtItsEnd(server, () => logDisk.fill());
      const run = await steps.run(step, env);
      await logDisk.makeRoom();
      expect(run.code).toBe(3);
      // The server cannot go on without its log: it breaks off all sessions.
      expect(errorOf(run).code).toMatch(/^(disk-full|database-unreachable|commit-outcome-unknown)$/);
      await server.stop();
      await server.start();
      await state();
      expect(await steps.run(step, env)).toMatchObject({ code: EXIT_CODE[step] });
      expect(await state()).toEqual(steps.after(step));
    });
  });
});

const LogEnd = z.object({ files: z.bigint(), left: z.bigint() });
const MARGIN_BYTES = 4_000n;

/** Fills the disk of the log, and then the log's last file but for a little. */
async function untilLogIsAtItsEnd(server: MovingServer, fill: () => void): Promise<void> {
  const db = await server.open();
  fill();
  for (;;) {
    const { files, left } = await db.one(
      LogEnd,
      `select (select count(*) from pg_ls_waldir() where name > pg_walfile_name(lsn) and name ~ '^[0-9A-F]{24}$') as files,
              16777216 - (pg_walfile_name_offset(lsn)).file_offset::bigint as left
         from pg_current_wal_insert_lsn() as lsn`,
    );
    if (files === 0n && left < MARGIN_BYTES) break;
    const chunk = files > 0n || left > 2_000_000n ? 1_000_000 : left > 60_000n ? 20_000 : 1_000;
    await db.run(`select pg_logical_emit_message(false, 'filler', repeat('x', ${chunk}))`);
  }
  await db.close();
}
