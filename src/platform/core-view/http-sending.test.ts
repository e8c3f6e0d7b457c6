import { describe, expect, test } from "vitest";
import type { SendResult } from "./core-view.ts";
import type { Exchange, HttpAnswer } from "./http-exchange.ts";
import { sendResultOf } from "./http-sending.ts";

const SHA = "ab".repeat(32);
const SENT = { id: "SE-2024-01-1", sha256: SHA, entryIds: ["e1", "e2", "e3"] };
const AROUND = { where: "Core View at https://core.example", nowMs: Date.UTC(2026, 10, 24, 12), hidden: ["tok3n"] };
const OK = { state: "accepted" };
const [E1, E2, E3] = ["e1", "e2", "e3"].map((id) => ({ id, ...OK }));

function answer(status: number, body: unknown, changes: Partial<HttpAnswer> = {}): Exchange {
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return {
    state: "answered",
    answer: { status, mediaType: "application/json", retryAfter: null, body: bytes, ...changes },
  };
}

function booking(entries: unknown, changes: Readonly<Record<string, unknown>> = {}): unknown {
  return { id: SENT.id, sha256: SHA, entries, ...changes };
}

function resultOf(exchange: Exchange): SendResult {
  return sendResultOf(SENT, exchange, AROUND);
}

function messageOf(result: SendResult): string {
  return "message" in result ? result.message : "";
}

function codeOf(result: SendResult): string {
  return "code" in result ? result.code : "";
}

describe("a batch is accepted only by a document that names it, its checksum and every entry (fault 30)", () => {
  const all = [E1, E2, E3];
  const html = { mediaType: "text/html" };
  test.each<[string, Exchange, SendResult["state"], string]>([
    ["new", answer(201, booking(all)), "accepted", ""],
    ["known already", answer(200, booking(all)), "accepted", ""],
    [
      "in another order, and with more to say",
      answer(200, booking([E3, E1, { ...E2, at: "x" }], { x: 1 })),
      "accepted",
      "",
    ],
    ["a checksum in capitals", answer(200, booking(all, { sha256: SHA.toUpperCase() })), "accepted", ""],
    ["of a type of its own", answer(200, booking(all), { mediaType: "application/vnd.core+json" }), "accepted", ""],
    ["an HTML page", answer(200, "<!doctype html>", html), "unknown", "core-view-unknown"],
    ["JSON under the type of a page", answer(200, booking(all), html), "unknown", "core-view-unknown"],
    ["an empty body", answer(200, "", { mediaType: "" }), "unknown", "core-view-unknown"],
    ["no content", answer(204, ""), "unknown", "core-view-unknown"],
    ["half a document", answer(200, '{"id":"SE-2024-01-1"'), "unknown", "core-view-unknown"],
    ["no entries", answer(200, { id: SENT.id, sha256: SHA }), "unknown", "core-view-unknown"],
    ["a state that nobody knows", answer(200, booking([{ id: "e1", state: "maybe" }])), "unknown", "core-view-unknown"],
    ["a list", answer(200, []), "unknown", "core-view-unknown"],
    ["another id", answer(200, booking(all, { id: "SE-2024-01-2" })), "refused", "core-view-mismatch"],
    ["another content", answer(200, booking(all, { sha256: "0".repeat(64) })), "refused", "core-view-mismatch"],
    [
      "an entry that was not sent",
      answer(200, booking([...all, { id: "e4", ...OK }])),
      "refused",
      "core-view-mismatch",
    ],
    ["an entry twice", answer(200, booking([E1, E1, E2])), "refused", "core-view-mismatch"],
  ])("%s", (_what, exchange, state, code) => {
    const result = resultOf(exchange);
    expect([result.state, codeOf(result)]).toEqual([state, code]);
  });
});

describe("a batch is partly accepted: each entry as it is named (fault 29)", () => {
  test("refused ones with Core View's reason, and one of which nothing is said", () => {
    const result = resultOf(
      answer(200, booking([{ id: "e1", state: "refused", reason: "account\u001b[2J locked" }, E3])),
    );
    expect(result).toEqual({
      state: "partly-accepted",
      entries: [
        { entryId: "e1", state: "refused", reason: "account [2J locked" },
        { entryId: "e3", state: "accepted", reason: null },
      ],
      message:
        "Core View accepted 1 of 3 entries of batch SE-2024-01-1, refused 1, said nothing of 1. Entry e1: account [2J locked.",
    });
  });

  test("one without a reason, and none named at all", () => {
    const reasonless = resultOf(answer(200, booking([{ id: "e1", state: "refused", reason: null }, E2, E3])));
    expect(reasonless).toMatchObject({ entries: [{ reason: "no reason was given" }, {}, {}] });
    expect(resultOf(answer(200, booking([])))).toMatchObject({ state: "partly-accepted", entries: [] });
  });
});

describe("any other status (fault 27)", () => {
  test.each<[number, string | null, SendResult["state"], string, number | null]>([
    [301, null, "refused", "core-view-refused", null],
    [307, null, "refused", "core-view-refused", null],
    [400, null, "refused", "core-view-refused", null],
    [401, null, "refused", "core-view-denied", null],
    [403, null, "refused", "core-view-denied", null],
    [404, null, "refused", "core-view-refused", null],
    [408, null, "unavailable", "core-view-unavailable", null],
    [408, "5", "unavailable", "core-view-unavailable", 5_000],
    [409, null, "refused", "core-view-conflict", null],
    [413, null, "refused", "core-view-refused", null],
    [422, null, "refused", "core-view-refused", null],
    [425, null, "unavailable", "core-view-unavailable", null],
    [429, "120", "unavailable", "core-view-unavailable", 120_000],
    [429, "Tue, 24 Nov 2026 12:00:30 GMT", "unavailable", "core-view-unavailable", 30_000],
    [429, "soon", "unavailable", "core-view-unavailable", null],
    [500, null, "unknown", "core-view-unknown", null],
    [502, null, "unknown", "core-view-unknown", null],
    [503, "60", "unknown", "core-view-unknown", 60_000],
    [504, null, "unknown", "core-view-unknown", null],
    [599, null, "unknown", "core-view-unknown", null],
  ])("%i with Retry-After %j is %s (%s), to wait %j ms", (status, retryAfter, state, code, waitMs) => {
    const result = resultOf(answer(status, { title: "No", detail: "because" }, { retryAfter }));
    expect([result.state, codeOf(result)]).toEqual([state, code]);
    expect("retryAfterMs" in result ? result.retryAfterMs : null).toBe(waitMs);
    expect(JSON.stringify(result)).toContain("No: because");
  });
});

describe("no answer", () => {
  test.each<[Exclude<Exchange["state"], "answered">, SendResult["state"], string]>([
    ["not-sent", "unavailable", "core-view-unavailable"],
    ["lost", "unknown", "core-view-unknown"],
    ["certificate-refused", "refused", "certificate-refused"],
    ["client-certificate-refused", "refused", "client-certificate-refused"],
  ])("%s is %s (%s)", (state, expected, code) => {
    const result = resultOf({ state, reason: "because" });
    expect([result.state, codeOf(result)]).toEqual([expected, code]);
    expect(JSON.stringify(result)).toContain("because");
  });
});

describe("Core View's words are shown as words", () => {
  test.each([
    ["what steers a terminal", { detail: "a\u001b[31mb\r\nc\u202ed" }, '"a [31mb c d"'],
    ["a token that comes back", { detail: "Bearer tok3n is bad" }, '"Bearer [hidden] is bad"'],
    ["words without end", { detail: "x".repeat(5_000) }, `"${"x".repeat(300)}…"`],
    ["no words", { detail: 5 }, "something of type application/json"],
    ["no object", "null", "something of type application/json"],
  ])("%s", (_what, body, shown) => {
    expect(messageOf(resultOf(answer(400, body)))).toContain(`status 400 and ${shown}`);
  });

  test("a page is called a page", () => {
    const result = resultOf(answer(502, "<h1>tok3n</h1>", { mediaType: "text/html" }));
    expect(messageOf(result)).toContain("status 502 and an HTML page");
  });

  test("a reason never shows a token", () => {
    const result = resultOf(answer(200, booking([{ id: "e1", state: "refused", reason: "tok3n" }])));
    expect(JSON.stringify(result)).not.toContain("tok3n");
  });
});
