import { describe, expect, test } from "vitest";
import { bookingsOf, bridgeOf, isZero, negated, zeroOf, type Accounts } from "./bridge.ts";
import type { PostedEntry } from "./explanation.ts";

const SETTLED: Accounts = {
  closing: "2024-03",
  statement: { volume: "400000.00" },
  lines: [
    { contractId: "C1", commission: "4300.00" },
    { contractId: "C2", commission: "4977.25" },
  ],
  contracts: [
    { contractId: "C1", cancellation: { clawedBackFrom: "2024-03" } },
    { contractId: "C2", cancellation: null },
  ],
  ledger: [
    { contractId: "C1", target: "0.00", posted: "0.00" },
    { contractId: "C2", target: "4977.25", posted: "4861.50" },
    { contractId: "C3", target: "0.00", posted: "10.00" },
  ],
};

describe("from the statement to the ledger", () => {
  test("what was clawed back is a step, and what waits is earned less posted", () => {
    expect(bridgeOf(SETTLED)).toEqual({
      lines: "9277.25",
      steps: [{ contractId: "C1", cause: "clawed-back", amount: "-4300.00" }],
      earned: "4977.25",
      posted: "4871.50",
      waiting: "105.75",
    });
  });

  test("lines and steps are what is earned, to the last digit", () => {
    const moved = { ...SETTLED, ledger: [...SETTLED.ledger, { contractId: "C4", target: "0.01", posted: "0.00" }] };
    const bridge = bridgeOf(moved) ?? expect.fail("it is settled");
    const steps = bridge.steps.reduce((sum, step) => sum + BigInt(step.amount.replace(".", "")), 0n);
    expect(BigInt(bridge.lines.replace(".", "")) + steps).toBe(BigInt(bridge.earned.replace(".", "")));
    expect(bridge.steps.at(-1)).toEqual({ contractId: "C4", cause: "moved", amount: "0.01" });
  });

  test("while a statement is blocked, what was posted is held", () => {
    const blocked = { ...SETTLED, lines: [], contracts: [{ contractId: "C1", cancellation: null }] };
    const ledger = [{ contractId: "C1", target: "4200.00", posted: "4200.00" }];
    expect(bridgeOf({ ...blocked, ledger })?.steps).toEqual([{ contractId: "C1", cause: "held", amount: "4200.00" }]);
  });

  test("a month that is never settled has none", () => {
    expect(bridgeOf({ ...SETTLED, closing: null })).toBeNull();
  });
});

test("what closes posted is told by close and kind, in the ledger's order", () => {
  const entry = (seq: number, kind: PostedEntry["kind"], closeId: string, amount: string): PostedEntry => ({
    seq,
    kind,
    closeId,
    amount,
    id: String(seq),
    bookedIn: closeId.slice(3, 10),
    ratePpm: 21_000,
    statementId: "S",
    hash: "",
  });
  const place = (contractId: string, entries: PostedEntry[]) => ({
    contractId,
    entries,
    movedTo: null,
    posted: "0.00",
    target: "0.00",
    waiting: null,
  });
  const places = [
    place("C1", [entry(1, "commission", "SE-2024-01-1", "4200.00"), entry(9, "clawback", "SE-2024-03-1", "-4200.00")]),
    place("C2", [entry(2, "commission", "SE-2024-01-1", "0.50")]),
  ];
  expect(bookingsOf(places)).toEqual([
    { closeId: "SE-2024-01-1", bookedIn: "2024-01", kind: "commission", entries: 2, amount: "4200.50" },
    { closeId: "SE-2024-03-1", bookedIn: "2024-03", kind: "clawback", entries: 1, amount: "-4200.00" },
  ]);
});

test.each([
  ["1.50", "-1.50"],
  ["-1.50", "1.50"],
  ["0.00", "0.00"],
  ["-0.00", "0.00"],
])("%s negated is %s", (decimal, result) => {
  expect(negated(decimal)).toBe(result);
});

test.each([
  ["1999925.00", "0.00"],
  ["500", "0"],
  ["12.345", "0.000"],
])("nothing has the decimals of %s: %s", (volume, zero) => {
  expect(zeroOf({ statement: { volume }, ledger: [] })).toBe(zero);
  expect(isZero(zero)).toBe(true);
});
