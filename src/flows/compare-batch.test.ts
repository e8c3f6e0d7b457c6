import { describe, expect, test } from "vitest";
import { ledgerEntries } from "../../test/support/ledger-entries.ts";
import { renderCsv } from "../delivery/batch-bytes.ts";
import { renderBatch } from "../delivery/batch.ts";
import type { EntryState } from "../delivery/judge-answer.ts";
import type { EntryAnswer } from "../platform/core-view/core-view.ts";
import type { StoredBatch } from "../store/batches.sql.ts";
import { compareWithHeld } from "./compare-batch.ts";

const ROWS = ledgerEntries(3);
const CUT = renderBatch(ROWS);

function stored(state: StoredBatch["state"]): StoredBatch {
  const untold = { lastProblem: null, lastProblemCode: null, sentAt: null, nextAttemptAt: null };
  return { ...CUT, closeId: "SE-2024-01-1", state, attempts: 1, ...untold };
}

/** `a` accepted, `r` refused, `u` unknown, of entries 1 to 3; a space: nothing. */
function ours(known: string): EntryState[] {
  const states = { a: "accepted", r: "refused", u: "unknown" } as const;
  return [...known].map((letter, index) => {
    const state = letter === "a" || letter === "r" ? states[letter] : states.u;
    return { entryId: `entry-${index + 1}`, state, reason: null };
  });
}

function answers(said: string): EntryAnswer[] {
  return [...said].flatMap((letter, index): EntryAnswer[] => {
    const entryId = `entry-${index + 1}`;
    if (letter === "a") return [{ entryId, state: "accepted", reason: null }];
    return letter === "r" ? [{ entryId, state: "refused", reason: "locked" }] : [];
  });
}

describe("of a Core View that gives back what it has booked, only what both sides hold otherwise is a difference (fault 42)", () => {
  test.each<
    [what: string, state: StoredBatch["state"], ours: string, said: string, there: number[], differences: string[]]
  >([
    ["refused, and both say so", "partly-accepted", "raa", "raa", [2, 3], []],
    ["all refused", "refused", "rrr", "rrr", [], []],
    ["refused, and its row is given back all the same", "partly-accepted", "raa", "raa", [1, 2, 3], []],
    ["not spoken of, and never accepted", "partly-accepted", "uaa", " aa", [2, 3], []],
    ["in part there of a batch whose answer was lost", "unknown", "", " aa", [2, 3], []],
    ["booked after all", "partly-accepted", "raa", "aaa", [1, 2, 3], []],
    ["accepted, then lost without a word", "accepted", "", " aa", [2, 3], ["entry-1 entry-missing"]],
    ["accepted, then lost beside a refused one", "partly-accepted", "raa", "r a", [3], ["entry-2 entry-missing"]],
    ["accepted, and refused now", "accepted", "", "raa", [2, 3], ["entry-1 entry-not-booked"]],
    ["accepted, there, and not spoken of", "accepted", "", " aa", [1, 2, 3], ["entry-1 entry-not-booked"]],
    ["called accepted and not there", "partly-accepted", "raa", "raa", [3], ["entry-2 entry-missing"]],
    ["of a batch in dispute", "refused", "", "r a", [3], ["entry-2 entry-missing"]],
  ])("%s", (_what, state, known, said, there, differences) => {
    const csv = renderCsv(ROWS.filter((_, index) => there.includes(index + 1)));
    const held = { id: CUT.id, csv, manifest: null, booked: answers(said) };
    const found = compareWithHeld(stored(state), ours(known), held);
    expect(found.map((d) => `${(d.contractId ?? "").replace("C", "entry-")} ${d.code}`)).toEqual(differences);
  });

  test("a file with its manifest is whole: a row that was taken out is damage, refused or not", () => {
    const csv = renderCsv(ROWS.slice(1));
    const held = { id: CUT.id, csv, manifest: CUT.manifest, booked: answers("raa") };
    const codes = compareWithHeld(stored("partly-accepted"), ours("raa"), held).map((d) => d.code);
    expect(new Set(codes)).toEqual(new Set(["batch-damaged", "entry-missing"]));
  });

  test("what was refused says why", () => {
    const held = { id: CUT.id, csv: renderCsv(ROWS.slice(1)), manifest: null, booked: answers("raa") };
    expect(compareWithHeld(stored("accepted"), [], held)).toMatchObject([{ found: "refused: locked" }]);
  });
});
