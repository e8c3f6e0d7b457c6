import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Place } from "../domain/ledger-entry.ts";
import { parsePeriod } from "../domain/period.ts";
import { entryId } from "./entry-id.ts";
import { statementId } from "./statement-id.ts";

const january = parsePeriod("2024-01");
if (january === null) throw new Error("assertion: 2024-01");
const PLACE: Place = { market: "SE", period: january, agentId: "A", contractId: "C1" };

test("an entry's id is the documented one, so that it stays the same for ever", () => {
  const content = '["SE","A","C1","2024-01","2"]';
  expect(entryId(PLACE, 2)).toBe(createHash("sha256").update(content, "utf8").digest("hex").slice(0, 32));
});

test("a statement's id is the documented one, so that it stays the same for ever", () => {
  const content = '["SE","2024-01","A"]';
  const digits = createHash("sha256").update(content, "utf8").digest("hex").slice(0, 16);
  expect(statementId("SE", january, "A")).toBe(`SE-2024-01-${digits}`);
});

test("names whose border wanders get other ids", () => {
  const places = [
    { ...PLACE, agentId: "A,C", contractId: "1" },
    { ...PLACE, agentId: "A", contractId: "C,1" },
    { ...PLACE, agentId: 'A","C', contractId: "1" },
    { ...PLACE, agentId: "A", contractId: 'C","1' },
  ];
  expect(new Set(places.map((place) => entryId(place, 1))).size).toBe(places.length);
});
