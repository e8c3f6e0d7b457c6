import { describe, expect, test } from "vitest";
import { ledgerEntries, ledgerEntry } from "../../test/support/ledger-entries.ts";
import { renderCsv } from "./batch-bytes.ts";
import { renderBatch } from "./batch.ts";
import { judgeEntries, judgeHeld, type EntryAnswers } from "./judge-answer.ts";

const BATCH = renderBatch(ledgerEntries(4));
const OTHER = renderBatch([ledgerEntry(9)]);

/** `a` accepted, `r` refused, `-` nothing said, of entries 1 to 4. */
function answers(said: string): EntryAnswers {
  return [...said].flatMap((letter, index): EntryAnswers => {
    const entryId = `entry-${index + 1}`;
    if (letter === "a") return [{ entryId, state: "accepted", reason: null }];
    return letter === "r" ? [{ entryId, state: "refused", reason: "agent is locked" }] : [];
  });
}

describe("what Core View says entry by entry makes the batch's state (fault 29)", () => {
  test.each([
    ["aaaa", "accepted", null, ""],
    ["rrrr", "refused", "entries-refused", "rrrr"],
    ["aaar", "partly-accepted", "entries-refused", "aaar"],
    ["ara-", "partly-accepted", "entries-refused", "arau"],
    ["aaa-", "partly-accepted", "entries-unknown", "aaau"],
    ["rrr-", "partly-accepted", "entries-refused", "rrru"],
    ["----", "unknown", "entries-unknown", ""],
  ])("%s is %s", (said, state, code, entries) => {
    const judged = judgeEntries(BATCH, answers(said));
    expect(judged).toMatchObject({ state, code });
    expect(judged.entries.map((e) => e.state.charAt(0)).join("")).toBe(entries);
  });

  test("a refused entry keeps Core View's words", () => {
    expect(judgeEntries(BATCH, answers("aaar")).entries[3]).toEqual({
      entryId: "entry-4",
      state: "refused",
      reason: "agent is locked",
    });
  });

  test.each([
    [
      "an entry that the batch does not have",
      [...answers("aaaa"), { entryId: "x", state: "accepted" as const, reason: null }],
    ],
    [
      "an entry as accepted and as refused",
      [...answers("aaaa"), { entryId: "entry-1", state: "refused" as const, reason: "no" }],
    ],
  ])("an answer that names %s is an incident", (_what, told) => {
    expect(judgeEntries(BATCH, told)).toMatchObject({ state: "refused", code: "core-view-mismatch" });
  });
});

describe("a Core View that gives back what it has booked lacks only what it does not call accepted (fault 29) (fault 30)", () => {
  const rows = ledgerEntries(4);
  /** The CSV of the entries at these places. */
  const of = (...places: number[]) => renderCsv(places.flatMap((place) => rows.slice(place, place + 1)));
  const manifest = BATCH.manifest;
  test.each<[what: string, said: string, csv: Uint8Array, manifest: Uint8Array | null, state: string, code: string]>([
    ["without what it refused", "aaar", of(0, 1, 2), null, "partly-accepted", "entries-refused"],
    ["with what it refused", "aaar", BATCH.csv, null, "partly-accepted", "entries-refused"],
    ["without what it says nothing of", "aaa-", of(0, 1, 2), null, "partly-accepted", "entries-unknown"],
    ["with nothing, all refused", "rrrr", of(), null, "refused", "entries-refused"],
    ["without one that it calls accepted", "aaar", of(0, 1), null, "refused", "core-view-mismatch"],
    ["in another order", "aaar", of(1, 0, 2), null, "refused", "core-view-mismatch"],
    ["with a row twice", "aaar", of(0, 1, 1, 2), null, "refused", "core-view-mismatch"],
    ["in a file that lacks what was refused", "aaar", of(0, 1, 2), manifest, "refused", "core-view-mismatch"],
  ])("%s", (_what, said, csv, kept, state, code) => {
    expect(judgeHeld(BATCH, { csv, manifest: kept, booked: answers(said) })).toMatchObject({ state, code });
  });

  test.each([
    ["accepted", "refused", "core-view-mismatch"],
    ["unknown", "partly-accepted", "entries-unknown"],
    ["refused", "partly-accepted", "entries-unknown"],
  ] as const)("one that was %s before and is not there and not spoken of: %s, %s", (known, state, code) => {
    const before = [{ entryId: "entry-4", state: known, reason: null }];
    const held = { csv: of(0, 1, 2), manifest: null, booked: answers("aaa-") };
    expect(judgeHeld(BATCH, held, before)).toMatchObject({ state, code });
  });

  test("one that was accepted before and is called refused now is refused", () => {
    const before = [{ entryId: "entry-4", state: "accepted", reason: null }] as const;
    const held = { csv: of(0, 1, 2), manifest: null, booked: answers("aaar") };
    expect(judgeHeld(BATCH, held, before)).toMatchObject({ state: "partly-accepted", code: "entries-refused" });
  });
});

describe("what Core View holds is ours to the byte, or an incident (fault 30)", () => {
  const held = { csv: BATCH.csv, manifest: BATCH.manifest, booked: "all" as const };
  test.each<[what: string, held: Parameters<typeof judgeHeld>[1], state: string, code: string | null]>([
    ["all of it booked", held, "accepted", null],
    ["no manifests kept", { ...held, manifest: null }, "accepted", null],
    ["not acknowledged yet", { ...held, booked: "awaited" }, "sent", "acknowledgement-awaited"],
    ["a part of it refused", { ...held, booked: answers("aaar") }, "partly-accepted", "entries-refused"],
    ["another CSV", { ...held, csv: OTHER.csv }, "refused", "core-view-mismatch"],
    ["another manifest", { ...held, manifest: OTHER.manifest }, "refused", "core-view-mismatch"],
    ["its content lost", { ...held, csv: null }, "refused", "core-view-mismatch"],
    [
      "another CSV that awaits its acknowledgement",
      { ...held, csv: OTHER.csv, booked: "awaited" },
      "refused",
      "core-view-mismatch",
    ],
  ])("%s", (_what, what, state, code) => {
    expect(judgeHeld(BATCH, what)).toMatchObject({ state, code });
  });
});
