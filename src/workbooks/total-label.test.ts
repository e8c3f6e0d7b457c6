import { expect, test } from "vitest";
import { isTotalLabel } from "./total-label.ts";

test.each([
  "Total",
  "TOTAL:",
  "Totalt",
  "Summa",
  "SUMME",
  "Sum",
  "Grand total",
  "Total 2024",
  "Total Sweden",
  "Sverige totalt",
  "Summe Deutschland",
  "(Total)",
  "Σ",
  "Sub-total",
  "Σύνολο",
  "Итого",
])("%j labels a row of totals", (label) => {
  expect(isTotalLabel(label)).toBe(true);
});

test.each(["Total Cars AB", "Summers", "Agent Total Motors", "MINI Agent 1", "Sweden", "2024", "-", "Sumit"])(
  "%j is an agent's name",
  (name) => {
    expect(isTotalLabel(name)).toBe(false);
  },
);
