import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createTestDatabase } from "../../../test/support/database.ts";
import type { TestDatabase } from "../../../test/support/database.ts";
import { violatedConstraint } from "./database-failure.ts";
import { literal } from "./database.ts";
import { openDatabase } from "./open-database.ts";

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase("none");
  await own.db.run("create table note (id integer primary key, a text, b text)");
  await own.db.run("create table counter (id integer primary key, n integer not null)");
  await own.db.run("insert into counter values (1, 0), (2, 0)");
});
afterAll(() => own.drop());

const number = z.object({ n: z.number() });

describe("a value", () => {
  test.each<[string, unknown]>([
    ["9223372036854775807::int8", 9_223_372_036_854_775_807n],
    ["12345678901234567890.10::numeric", "12345678901234567890.10"],
    ["7::int4", 7],
    ["true", true],
    ["null::text", null],
    ["date '2024-02-29'", "2024-02-29"],
    ["timestamptz '2026-01-31 23:59:59.25+01'", "2026-01-31T22:59:59.250Z"],
    ["timestamptz '2026-01-31 23:59:59.000001+00'", "2026-01-31T23:59:59.000001Z"],
    ["'\\xff00'::bytea", Buffer.from([255, 0])],
    ["'{\"a\":[1,null]}'::jsonb", { a: [1, null] }],
    ["array[1,null,3]::int8[]", [1n, null, 3n]],
    ["array['a\"b\\c', 'NULL', null, '', 'x,y{}']::text[]", ['a"b\\c', "NULL", null, "", "x,y{}"]],
    ["array[1.50]::numeric[]", ["1.50"]],
    ["'{}'::date[]", []],
  ])("%s arrives as it is meant", async (sql, expected) => {
    expect(await own.db.one(z.object({ v: z.unknown() }), `select ${sql} as v`)).toEqual({ v: expected });
  });

  test("of a session in another time zone is the same instant", async () => {
    const row = await own.db.transaction(async (tx) => {
      await tx.run("set local timezone = 'Asia/Kolkata'");
      return tx.one(z.object({ t: z.string() }), "select timestamptz '2026-01-01 00:00:00+00' as t");
    });
    expect(row.t).toBe("2026-01-01T00:00:00.000Z");
  });

  test("goes as a parameter, lists and bytes too, and as a literal, whatever it holds", async () => {
    const sql = "select $1::int8[] as l, $2::bytea as b, $3::text as t";
    const row = await own.db.one(z.object({ l: z.array(z.bigint()), b: z.instanceof(Buffer), t: z.string() }), sql, [
      [1n, 2n],
      new Uint8Array([1, 2]),
      "it's \\ ok",
    ]);
    expect(row).toEqual({ l: [1n, 2n], b: Buffer.from([1, 2]), t: "it's \\ ok" });
    const hostile = "'; drop table note; --\\'";
    expect(await own.db.one(z.object({ t: z.string() }), `select ${literal(hostile)} as t`)).toEqual({ t: hostile });
  });
});

describe("a row", () => {
  test("that does not fit its schema is an assertion", async () => {
    await expect(own.db.all(z.object({ n: z.string() }), "select 1 as n")).rejects.toThrow("assertion");
  });
  test("is one, none or many as the caller says, or it is an assertion", async () => {
    await expect(own.db.one(number, "select 1 as n where false")).rejects.toThrow("assertion");
    await expect(own.db.maybe(number, "select generate_series(1, 2) as n")).rejects.toThrow("assertion");
    expect(await own.db.maybe(number, "select 1 as n where false")).toBeNull();
  });
});

describe("a transaction", () => {
  test("leaves nothing behind when its work fails", async () => {
    const work = own.db.transaction(async (tx) => {
      await tx.run("insert into note values (1, 'a', 'b')");
      throw new Error("changed my mind");
    });
    await expect(work).rejects.toThrow("changed my mind");
    expect(await own.db.one(number, "select count(*)::int as n from note")).toEqual({ n: 0 });
  });

  test("whose deadlock is broken by the server is run again, so that both sides commit", async () => {
    let runs = 0;
    let bothHold: () => void = () => {};
    const met = new Promise<void>((done) => (bothHold = done));
    const bump = (first: number, second: number) =>
      own.db.transaction(async (tx) => {
        runs += 1;
        await tx.run("update counter set n = n + 1 where id = $1", [first]);
        if (runs >= 2) bothHold();
        await met;
        await tx.run("update counter set n = n + 1 where id = $1", [second]);
      });
    await Promise.all([bump(1, 2), bump(2, 1)]);
    expect(runs).toBeGreaterThan(2);
    expect(await own.db.all(number, "select n from counter order by id")).toEqual([{ n: 2 }, { n: 2 }]);
  });

  test("that would commit after a caught error of a statement is an assertion, as nothing was committed", async () => {
    const work = own.db.transaction(async (tx) => {
      await tx.run("select 1 / 0").catch(() => 0);
    });
    await expect(work).rejects.toThrow("assertion");
  });

  test("cannot be used after its end, nor during a COPY of its own", async () => {
    const late = await own.db.transaction(async (tx) => tx);
    await expect(late.run("select 1")).rejects.toThrow("after its end");
    const during = own.db.transaction(async (tx) => {
      for await (const _ of tx.copyOut("copy (select 1) to stdout")) await tx.run("select 1");
    });
    await expect(during).rejects.toThrow("COPY ends");
  });

  test("whose connection ends in its midst is a failure of the database, and the next one works", async () => {
    const work = own.db.transaction(async (tx) => {
      const { n } = await tx.one(number, "select pg_backend_pid() as n");
      await own.db.run("select pg_terminate_backend($1)", [n]);
      await tx.run("select 1");
    });
    await expect(work).rejects.toMatchObject({ code: "database-unreachable" });
    expect(await own.db.one(number, "select 1 as n")).toEqual({ n: 1 });
  });

  test("whose connection ends during COMMIT has an unknown outcome, and says so", async () => {
    await own.db.run(`create table slow (id integer);
      create function end_session() returns trigger language plpgsql as
        $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
      create constraint trigger ends after insert on slow deferrable initially deferred
        for each row execute function end_session()`);
    const work = own.db.transaction((tx) => tx.run("insert into slow values (1)"));
    await expect(work).rejects.toMatchObject({ code: "commit-outcome-unknown" });
  });

  test("tells a violated constraint by its name", async () => {
    const work = own.db.transaction((tx) => tx.run("insert into counter values (1, 0)"));
    const error = await work.catch((error: unknown) => error);
    expect(violatedConstraint(error)).toBe("counter_pkey");
  });
});

describe("COPY", () => {
  test("brings every text there and back", async () => {
    // PostgreSQL holds every character but NUL.
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom("\t", "\n", "\r", "\\", "N", "."),
        fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
      ),
    });
    const value = fc.oneof(
      fc.constantFrom(null, "", "\\N", "\\."),
      text.map((t) => t.replaceAll("\0", "")),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(value, value), { maxLength: 20 }), async (pairs) => {
        const rows = pairs.map(([a, b], id) => [String(id), a, b]);
        const back: (string | null)[][] = [];
        await own.db.transaction(async (tx) => {
          await tx.run("truncate note");
          expect(await tx.copyIn("copy note from stdin", rows)).toBe(rows.length);
        });
        for await (const row of own.db.copyOut("copy (select * from note order by id) to stdout")) back.push(row);
        expect(back).toEqual(rows);
      }),
      { numRuns: 50 },
    );
  });

  test("that is left early leaves its transaction usable", async () => {
    const row = await own.db.transaction(async (tx) => {
      for await (const _ of tx.copyOut("copy (select generate_series(1, 300000)) to stdout")) break;
      return tx.one(number, "select 1 as n");
    });
    expect(row).toEqual({ n: 1 });
    for await (const _ of own.db.copyOut("copy (select generate_series(1, 300000)) to stdout")) break;
    expect(await own.db.one(number, "select 1 as n")).toEqual({ n: 1 });
  });

  test("whose rows fail part way copies none, and the error is that of the rows", async () => {
    async function* rows(): AsyncGenerator<string[]> {
      for (let id = 0; id < 50_000; id += 1) yield [String(1000 + id), "a", "b"];
      throw new Error("the source broke");
    }
    const before = await own.db.one(number, "select count(*)::int as n from note");
    await expect(own.db.transaction((tx) => tx.copyIn("copy note from stdin", rows()))).rejects.toThrow(
      "the source broke",
    );
    expect(await own.db.one(number, "select count(*)::int as n from note")).toEqual(before);
  });

  test("that the server refuses is an error, and the connection lives on", async () => {
    const copy = own.db.transaction((tx) => tx.copyIn("copy counter from stdin", [["x", "1"]]));
    await expect(copy).rejects.toThrow("invalid input syntax");
    const read = async (): Promise<void> => {
      for await (const _ of own.db.copyOut("copy nowhere to stdout"));
    };
    await expect(read()).rejects.toThrow("does not exist");
    expect(await own.db.one(number, "select 1 as n")).toEqual({ n: 1 });
  });
});

describe("a database that is not there", () => {
  test.each([
    ["nobody listens", "postgresql://u:secret@127.0.0.1:1/d", "database-unreachable"],
    ["no such socket", "postgresql://u:secret@/d?host=/nowhere", "database-unreachable"],
    ["not an address", "127.0.0.1:secret", "database-address-invalid"],
    ["a broken address", "postgresql://u:secret@host:port/d", "database-address-invalid"],
  ])("is named without the password: %s", async (_, connectionString, code) => {
    const error = await openDatabase({ connectionString }).catch((error: unknown) => error);
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain("secret");
  });

  test("is told from one that lacks the named database", async () => {
    const connectionString = own.connectionString.replace(/\/test_\w+/, "/nowhere");
    await expect(openDatabase({ connectionString })).rejects.toMatchObject({ code: "database-refused" });
  });
});
