import { expect, test } from "vitest";
import type { Me } from "../app/session.ts";
import type { Close, MarketFacts } from "./market-standing.ts";
import { standingOf } from "./market-standing.ts";
import { nextActs } from "./next-acts.ts";

const JAN = "2024-01";

function me(name: string, rights: Partial<Me["rights"]>): Me {
  const none = { view: null, upload: [], approve: [], admin: [] };
  return {
    person: "1",
    name,
    issuer: "local",
    roles: [],
    rights: { ...none, ...rights },
    way: "session",
    expiresAt: null,
  };
}
const FRIDA = me("Frida Finance", { upload: null });
const ADAM = me("Adam Approver", { approve: null });
const AINO = me("Aino Finland", { approve: ["FI"] });
const BOTH = me("Frida Finance", { upload: null, approve: null });

function close(status: Close["status"]): Close {
  return {
    id: "SE-2024-01-1",
    market: "SE",
    period: JAN,
    status,
    statements: 1,
    entries: 2,
    blocked: [],
    proposalHash: "h",
    startedBy: "Frida Finance",
    startedAt: "2024-02-01T08:00:00.000Z",
    decidedBy: status === "calculated" ? null : "Adam Approver",
    decidedAt: status === "calculated" ? null : "2024-02-02T08:00:00.000Z",
    reason: null,
    sums: [],
  };
}

function facts(change: Partial<MarketFacts> = {}): MarketFacts {
  const found = change.close ?? null;
  const isPosted = found !== null && found.status !== "calculated";
  return {
    market: "SE",
    period: JAN,
    status: {
      market: "SE",
      newestClosed: isPosted ? JAN : null,
      notClosed: isPosted ? ["2024-02"] : [JAN, "2024-02"],
      waiting: null,
      blocked: [],
      batches: [],
      deliveryEnabled: true,
      differences: null,
      comparedAt: null,
    },
    statements: [{ total: 3, reason: null }],
    close: null,
    totals: null,
    ...change,
  };
}

function comparedAt(at: string, change: Partial<MarketFacts>): MarketFacts {
  const found = facts(change);
  return { ...found, status: { ...found.status, comparedAt: at } };
}

function said(who: Me, market: MarketFacts, rejected = 0, uploads = { ready: 0, refused: 0 }): string[] {
  const acts = nextActs({ me: who, markets: [market], rejected, uploads });
  return acts.map((act) => `${act.code} ${act.mine ? "mine" : "others"}`);
}

test.each<[string, Me, MarketFacts, string[]]>([
  ["an ended month is closed by an uploader", FRIDA, facts(), ["close mine"]],
  ["the approver waits for that", ADAM, facts(), ["close others"]],
  ["a proposal waits for an approver", ADAM, facts({ close: close("calculated") }), ["approve mine"]],
  ["of that market", AINO, facts({ close: close("calculated") }), ["approve others"]],
  ["and never for who started it", BOTH, facts({ close: close("calculated") }), ["approve others"]],
  ["what is approved is delivered", ADAM, facts({ close: close("approved") }), ["deliver mine"]],
  ["then compared with Core View", ADAM, facts({ close: close("delivered") }), ["compare mine"]],
  [
    "and then the next month is shown",
    FRIDA,
    comparedAt("2024-02-03T08:00:00.000Z", { close: close("delivered") }),
    ["next-month mine"],
  ],
  [
    "a blocked agent goes before the close, and does not hold it up",
    FRIDA,
    facts({ statements: [{ total: 3, reason: "matrix-missing" }] }),
    ["matrix-missing mine", "close mine"],
  ],
])("%s", (_rule, who, market, expected) => {
  expect(said(who, market)).toEqual(expected);
});

test("rejected messages are for who uploads in every market", () => {
  const sven = me("Sven Sweden", { upload: ["SE"] });
  expect(said(FRIDA, facts(), 8)[0]).toBe("rejected mine");
  expect(said(sven, facts(), 8)[0]).toBe("rejected others");
});

test("an earlier month goes first, and a comparison older than the approval is none", () => {
  const status = { ...facts().status, newestClosed: "2023-11", notClosed: ["2023-12", JAN] };
  expect(standingOf(facts({ status })).close).toEqual({ state: "later", code: "earlier-first" });
  const old = comparedAt("2024-02-01T23:00:00.000Z", { close: close("delivered") });
  expect(standingOf(old).reconciled.code).toBe("to-compare");
});

test("one's own uploads wait for who brought them, in whatever month, and do not hold up the close", () => {
  expect(said(FRIDA, facts(), 0, { ready: 2, refused: 1 })).toEqual([
    "upload-ready mine",
    "upload-refused mine",
    "close mine",
  ]);
});
