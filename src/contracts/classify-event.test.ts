import { describe, expect, test } from "vitest";
import type { Contract } from "../domain/contract.ts";
import { parseCalendarDate } from "../domain/period.ts";
import { classify, withIdConflict, type Known } from "./classify-event.ts";

function event(sequence: number, contentHash: string) {
  const contractDate = parseCalendarDate("2024-01-16");
  if (contractDate === null) throw new Error("assertion: no date");
  const contract: Contract = {
    contractId: "C1",
    sequence,
    market: "SE",
    agentId: "A",
    contractDate,
    category: "retail",
    financed: false,
    amountMinor: null,
    currency: "SEK",
    brand: null,
    cancellation: null,
  };
  return { envelope: { id: "m1", source: "s", time: null }, contract, contentHash };
}

const content = (contentHash: string) => ({ contentHash });
const stored = (sequence: number, contentHash: string) => ({ sequence, contentHash });

describe("an event of sequence 5 with content `x`", () => {
  test.each<[string, Known, string]>([
    ["is accepted when nothing is known", { sameId: null, stored: null }, "accepted"],
    ["is accepted over a lower sequence", { sameId: null, stored: stored(4, "w") }, "accepted"],
    ["is stale under a higher sequence", { sameId: null, stored: stored(6, "y") }, "stale"],
    ["is a duplicate of the same sequence and content", { sameId: null, stored: stored(5, "x") }, "duplicate"],
    [
      "conflicts with other content of its sequence",
      { sameId: null, stored: stored(5, "y") },
      "data.sequence sequence-conflict",
    ],
    [
      "is a duplicate when its id came with the same content",
      { sameId: content("x"), stored: stored(5, "x") },
      "duplicate",
    ],
    ["conflicts when its id came with other content", { sameId: content("y"), stored: null }, "id id-conflict"],
    ["is a duplicate by its id before it is stale", { sameId: content("x"), stored: stored(6, "y") }, "duplicate"],
    [
      "is a duplicate by its id before its sequence conflicts",
      { sameId: content("x"), stored: stored(5, "y") },
      "duplicate",
    ],
    ["conflicts by its id before it is stale", { sameId: content("y"), stored: stored(6, "y") }, "id id-conflict"],
    ["conflicts by its id before it is accepted", { sameId: content("y"), stored: stored(4, "y") }, "id id-conflict"],
    [
      "conflicts by its id before it is a duplicate",
      { sameId: content("y"), stored: stored(5, "x") },
      "id id-conflict",
    ],
    [
      "conflicts by its id before its sequence does",
      { sameId: content("y"), stored: stored(5, "z") },
      "id id-conflict",
    ],
  ])("%s", (_title, known, expected) => {
    const decision = classify(event(5, "x"), known);
    expect(typeof decision === "string" ? decision : `${decision.rejected.field} ${decision.rejected.code}`).toBe(
      expected,
    );
  });
});

describe("an invalid event whose id was seen", () => {
  const problem = { field: "data.amount", code: "missing", found: "nothing", expected: "an amount" };
  const invalid = { kind: "invalid", id: "m1", source: "s", problems: [problem], raw: new Uint8Array() } as const;

  test("has id-conflict first, then its own problems", () => {
    expect(withIdConflict(invalid).map((p) => p.code)).toEqual(["id-conflict", "missing"]);
    expect(withIdConflict(invalid)[0]).toMatchObject({ field: "id", found: "m1" });
  });

  test("without an id is our own mistake", () => {
    expect(() => withIdConflict({ ...invalid, id: null })).toThrow("assertion");
  });
});
