import { describe, expect, test } from "vitest";
import { parseDelivery } from "../../../src/domain/delivery-setting.ts";
import { draftOf, problemOfDraft, textOfDraft } from "./delivery-draft.ts";

const KEY = `SHA256:${"a".repeat(43)}`;

describe("a destination in a form", () => {
  test.each([
    "directory",
    "directory:/srv/core-view",
    '{"adapter":"directory","acknowledgement":{"withinHours":48}}',
    '{"adapter":"s3","bucket":"core-view","prefix":"in/","region":"eu-north-1"}',
    `{"adapter":"sftp","host":"h","port":2222,"user":"u","hostKey":"${KEY}","privateKey":"env:KEY","folder":"in"}`,
    '{"adapter":"http","url":"https://core.example","oauth":{"tokenUrl":"https://id.example/token","clientId":"c","clientSecret":"env:SECRET"},"tls":{"caFile":"ca.pem"},"timeoutMs":3000}',
  ])("%s comes out as it went in", (text) => {
    const read = parseDelivery(text);
    if (!read.ok) throw new Error("assertion: the example can be read");
    const again = parseDelivery(textOfDraft(draftOf(read.delivery)));
    expect(again).toEqual(read);
  });

  test.each([
    [{ adapter: "http", typed: {} }, "url"],
    [{ adapter: "http", typed: { url: "http://elsewhere.example" } }, "url"],
    [{ adapter: "http", typed: { url: "https://core.example", timeoutMs: "soon" } }, "timeoutMs"],
    [{ adapter: "http", typed: { url: "https://core.example", "oauth.clientId": "c" } }, "oauth.tokenUrl"],
    [{ adapter: "s3", typed: { bucket: "core-view", region: "north" } }, "region"],
    [{ adapter: "sftp", typed: { host: "h", user: "u", hostKey: KEY, folder: "in" } }, "privateKey"],
  ] as const)("%j is wrong at %s", (draft, field) => {
    expect(problemOfDraft(draft)?.field).toBe(field);
  });

  test("a secret itself is not taken in the place of its reference", () => {
    const typed = { url: "https://core.example", "oauth.tokenUrl": "https://id.example", "oauth.clientId": "c" };
    const draft = { adapter: "http", typed: { ...typed, "oauth.clientSecret": "hunter2" } } as const;
    expect(problemOfDraft(draft)?.field).toBe("oauth.clientSecret");
    expect(problemOfDraft(draft)?.found).not.toContain("hunter2");
  });
});
