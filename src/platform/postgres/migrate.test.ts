import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createTestDatabase } from "../../../test/support/database.ts";
import type { TestDatabase } from "../../../test/support/database.ts";
import { openDatabase } from "./open-database.ts";
import { migrate, schemaState } from "./migrate.ts";

let own: TestDatabase;
let folder: string;
beforeEach(async () => {
  own = await createTestDatabase("none");
  folder = await mkdtemp(join(tmpdir(), "oc-migrate-"));
  await writeFile(join(folder, "0001-first.sql"), "create table first (id integer);\ninsert into first values (1);\n");
  await writeFile(join(folder, "0002-second.sql"), "alter table first add column more text;\n");
});
afterEach(async () => {
  await own.drop();
  await rm(folder, { recursive: true });
});

describe("migrations", () => {
  test("are applied in order, each once", async () => {
    expect(await schemaState(own.db, folder)).toBe("empty");
    expect(await migrate(own.db, folder)).toEqual({ applied: ["0001-first", "0002-second"] });
    expect(await migrate(own.db, folder)).toEqual({ applied: [] });
    expect(await schemaState(own.db, folder)).toBe("current");
    await writeFile(join(folder, "0003-third.sql"), "create table third (id integer);");
    expect(await schemaState(own.db, folder)).toBe("behind");
    expect(await migrate(own.db, folder)).toEqual({ applied: ["0003-third"] });
  });

  test("are applied once when several processes start together", async () => {
    const others = await Promise.all([1, 2, 3].map(() => openDatabase(own)));
    const results = await Promise.all(others.map((db) => migrate(db, folder)));
    expect(results.flatMap(({ applied }) => applied).toSorted()).toEqual(["0001-first", "0002-second"]);
    expect(await own.db.all(z.object({ id: z.number() }), "select id from first")).toEqual([{ id: 1 }]);
    await Promise.all(others.map((db) => db.close()));
  });

  test("are whole or not at all: a failing one leaves nothing, those before it stay", async () => {
    await writeFile(join(folder, "0002-second.sql"), "create table half (id integer);\nselect nonsense;\n");
    await expect(migrate(own.db, folder)).rejects.toThrow("0002-second.sql is sound (line 2");
    expect(await own.db.one(z.object({ t: z.string().nullable() }), "select to_regclass('half')::text as t")).toEqual({
      t: null,
    });
    expect(await schemaState(own.db, folder)).toBe("behind");
  });

  test("are never rewritten: an applied one that reads differently is refused, but for its line ends", async () => {
    await migrate(own.db, folder);
    await writeFile(join(folder, "0002-second.sql"), "alter table first add column more text;\r\n");
    expect(await schemaState(own.db, folder)).toBe("current");
    await writeFile(join(folder, "0002-second.sql"), "alter table first add column other text;\n");
    await expect(migrate(own.db, folder)).rejects.toMatchObject({ code: "schema-changed" });
    await expect(schemaState(own.db, folder)).rejects.toMatchObject({ code: "schema-changed" });
  });

  test("of a newer release make a database that this one refuses", async () => {
    await migrate(own.db, folder);
    await rm(join(folder, "0002-second.sql"));
    expect(await schemaState(own.db, folder)).toBe("ahead");
    await expect(migrate(own.db, folder)).rejects.toMatchObject({ code: "schema-ahead" });
  });

  test("are numbered without a gap", async () => {
    await writeFile(join(folder, "0004-fourth.sql"), "select 1;");
    await expect(migrate(own.db, folder)).rejects.toThrow("numbered");
  });
});
