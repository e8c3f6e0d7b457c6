import { describe, expect, test } from "vitest";
import type { Exchange, HttpAnswer } from "./http-exchange.ts";
import { batchRead, bookedOf, csvRead, pageRead } from "./http-reading.ts";

const ID = "SE-2024-01-1";
const AROUND = { where: "Core View at https://core.example", nowMs: 0, hidden: [] };
const SHA = "ab".repeat(32);
const DOCUMENT = { id: ID, sha256: SHA, entries: [{ id: "e1", state: "accepted" }] };

function answer(status: number, body: unknown, changes: Partial<HttpAnswer> = {}): Exchange {
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return {
    state: "answered",
    answer: { status, mediaType: "application/json", retryAfter: null, body: bytes, ...changes },
  };
}

const HTML = { mediaType: "text/html" };
const PROBLEM = { mediaType: "application/problem+json" };

describe("nothing is taken for absent but by Core View's own word", () => {
  test.each<[string, Exchange, string]>([
    ["held", answer(200, DOCUMENT), "read"],
    ["absent", answer(404, { title: "Not Found" }, PROBLEM), "absent"],
    ["a 404 of a proxy", answer(404, "<h1>Not Found</h1>", HTML), "refused core-view-refused"],
    ["a page", answer(200, "<h1>Sign in</h1>", HTML), "unavailable core-view-unavailable"],
    ["half a document", answer(200, '{"id"'), "unavailable core-view-unavailable"],
    ["another batch", answer(200, { ...DOCUMENT, id: "SE-2024-01-2" }), "refused core-view-mismatch"],
    ["a redirect", answer(302, ""), "refused core-view-refused"],
    ["no rights", answer(403, {}), "refused core-view-denied"],
    ["no token", answer(401, {}), "refused core-view-denied"],
    ["too many", answer(429, {}), "unavailable core-view-unavailable"],
    ["maintained", answer(503, {}), "unavailable core-view-unavailable"],
    ["nothing sent", { state: "not-sent", reason: "x" }, "unavailable core-view-unavailable"],
    ["lost", { state: "lost", reason: "x" }, "unavailable core-view-unavailable"],
    ["another server", { state: "certificate-refused", reason: "x" }, "refused certificate-refused"],
  ])("%s", (_what, exchange, expected) => {
    const result = batchRead(ID, exchange, AROUND);
    expect("code" in result ? `${result.state} ${result.code}` : result.state).toBe(expected);
  });

  test("how long to wait is handed on", () => {
    const result = batchRead(ID, answer(503, {}, { retryAfter: "7" }), AROUND);
    expect(result).toMatchObject({ state: "unavailable", retryAfterMs: 7_000 });
  });
});

describe("a batch's CSV", () => {
  test.each<[string, Exchange, object]>([
    [
      "is its bytes",
      answer(200, "a,b\r\n", { mediaType: "text/csv" }),
      { state: "read", document: Buffer.from("a,b\r\n") },
    ],
    ["is null when it is gone", answer(404, {}, PROBLEM), { state: "read", document: null }],
    ["is not a page", answer(200, "<h1>", HTML), { state: "unavailable" }],
    ["is not there now", answer(500, ""), { state: "unavailable" }],
  ])("%s", (_what, exchange, expected) => {
    expect(csvRead(exchange, AROUND)).toMatchObject(expected);
  });
});

describe("everything is booked only when the bytes say so too", () => {
  const accepted = { entryId: "e1", state: "accepted" as const, reason: null };
  const refused = { entryId: "e2", state: "refused" as const, reason: "locked" };
  test.each([
    ["all accepted, and the very bytes", [accepted], SHA, "all"],
    ["all that is named, and other bytes", [accepted], "00", [accepted]],
    ["all that is named, and no bytes", [accepted], null, [accepted]],
    ["one refused", [accepted, refused], SHA, [accepted, refused]],
    ["none named", [], "00", []],
  ])("%s", (_what, entries, csvSha256, expected) => {
    expect(bookedOf({ id: ID, sha256: SHA, entries }, csvSha256)).toEqual(expected);
  });
});

describe("a page of a list is in order, or the list is not believed", () => {
  test.each<[string, unknown, string]>([
    ["one after the other", { ids: ["SE-2", "SE-3"], next: null }, "read"],
    ["more to come", { ids: ["SE-2", "SE-3"], next: "SE-3" }, "read"],
    ["none", { ids: [], next: null }, "read"],
    ["out of order", { ids: ["SE-3", "SE-2"], next: null }, "refused"],
    ["one twice", { ids: ["SE-2", "SE-2"], next: null }, "refused"],
    ["one of the page before", { ids: ["SE-1"], next: null }, "refused"],
    ["one of another market", { ids: ["DK-9"], next: null }, "refused"],
    ["next points back", { ids: ["SE-2", "SE-3"], next: "SE-2" }, "refused"],
    ["next without an id", { ids: [], next: "SE-1" }, "refused"],
    ["no list", { ids: "SE-2", next: null }, "unavailable"],
  ])("%s: %j is %s", (_what, page, expected) => {
    expect(pageRead("SE", "SE-1", answer(200, page), AROUND).state).toBe(expected);
  });
});
