import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../../test/support/database.ts";
import { dumpSchema } from "./dump-schema.ts";

test("schema.sql is what the migrations make (node test/support/write-schema.ts writes it)", async () => {
  const migrated = await createTestDatabase();
  const committed = await readFile(new URL("../../../schema.sql", import.meta.url), "utf8");
  expect(await dumpSchema(migrated.db)).toBe(committed);
  await migrated.drop();
});

test("every kind of object is told", async () => {
  const { db, drop } = await createTestDatabase("none");
  await db.run(`create type mood as enum ('b', 'a');
    create table kind (id integer primary key, m mood not null default 'a', n numeric(10,2) check (n > 0), twice integer generated always as (id * 2) stored);
    create index kind_m on kind (m) where n is null;
    create view kinds as select id from kind;
    create function f() returns trigger language plpgsql as $$ begin return new; end $$;
    create trigger t before insert on kind for each row execute function f()`);
  const text = await dumpSchema(db);
  for (const expected of [
    "create type mood as enum ('b', 'a');",
    "m mood default 'a'::mood not null",
    "n numeric(10,2)",
    "twice integer generated always as ((id * 2)) stored",
    "constraint kind_pkey PRIMARY KEY (id)",
    "CREATE INDEX kind_m",
    "create view kinds as",
    "CREATE OR REPLACE FUNCTION public.f()",
    "CREATE TRIGGER t BEFORE INSERT",
  ]) {
    expect(text).toContain(expected);
  }
  await drop();
});
