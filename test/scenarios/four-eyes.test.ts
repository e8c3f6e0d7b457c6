/**
 * Four eyes in the database itself: no statement of SQL approves a close for who started it or uploaded its workbooks.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { changeSetting } from "../../src/flows/change-setting.ts";
import { closePeriod } from "../../src/flows/close-period.ts";
import { importWorkbook } from "../../src/flows/import-workbook.ts";
import { periodOfText } from "../support/naive-words.ts";
import { createTestApi, loadSamples, MATRICES, sampleFile, type TestApi } from "../support/http-api.ts";
import { valueOf } from "../support/flow-world.ts";

let api: TestApi;
const deps = (actor: string) => ({ db: api.http.db, now: api.http.now, actor, progress: () => undefined });

beforeAll(async () => {
  api = await createTestApi();
  await loadSamples(api, ["contracts-2024-01.ndjson"]);
  const bytes = await sampleFile(`corrections/${MATRICES}`);
  await importWorkbook(deps("Ulla  Uploader"), { name: MATRICES, bytes }, { dryRun: false });
  valueOf(await closePeriod(deps("Stig Starter"), "SE", periodOfText("2024-01")));
});
afterAll(() => api.stop());

const approve = (by: string | null) =>
  api.http.db.run("update close set status = 'approved', decided_by = $1, decided_at = now() where market = 'SE'", [
    by,
  ]);

describe("the database refuses", () => {
  test.each([
    ["who started it", "Stig Starter"],
    ["them in other letters and spaces", "  sTIG   starter "],
    ["who uploaded a workbook in force", "Ulla Uploader"],
    ["who uploaded the targets", "SAMPLES"],
  ])("%s", async (_, by) => {
    await expect(approve(by)).rejects.toThrow("four eyes");
  });

  test("letters beyond ASCII in another case, as the flow does", async () => {
    const same = await api.http.db.one(
      z.object({ same: z.boolean() }),
      "select name_key('  ÅSA  Örn') = name_key('åsa örn') as same",
    );
    expect(same.same).toBe(true);
  });

  test("an approval by nobody", async () => {
    await expect(approve(null)).rejects.toThrow("four eyes");
  });

  test("another starter put in the place of the real one", async () => {
    await expect(api.http.db.run("update close set started_by = 'Nils' where market = 'SE'")).rejects.toThrow(
      "never changes",
    );
  });

  test("a close that begins as approved", async () => {
    const copy = `insert into close select 'SE-2024-01-9', market, period, 'approved', revision, ledger_seq, statement_count, entry_count, blocked,
      proposal_hash, 'Nils', started_at, 'Olga', now() from close where market = 'SE'`;
    await expect(api.http.db.run(copy)).rejects.toThrow("begins as calculated");
  });

  test("a role granted to oneself, and a person that becomes another", async () => {
    await api.cookieOf("alma");
    const grant =
      "insert into role_grant (person_id, role, granted_by, granted_at) select id, 'approver', id, now() from person";
    await expect(api.http.db.run(grant)).rejects.toThrow("role_grant_check");
    await expect(api.http.db.run("update person set name = 'Adam'")).rejects.toThrow("append-only");
  });
});

test("where the setting is off it lets them, and a market's own setting goes before that of all", async () => {
  const set = async (value: string, market: string | null): Promise<void> => {
    valueOf(await changeSetting(deps("admin"), "four-eyes", value, market));
  };
  await set("off", null);
  await set("on", "SE");
  await expect(approve("Stig Starter")).rejects.toThrow("four eyes");
  await set("off", "SE");
  expect(await approve("Stig Starter")).toBe(1);
});
