import { describe, expect, test } from "vitest";
import { deliveryText, parseDelivery, type DeliverySetting } from "./delivery-setting.ts";

const HOST_KEY = `SHA256:${"A".repeat(43)}`;
const SFTP = { adapter: "sftp", host: "sftp.example.com", user: "oc", hostKey: HOST_KEY, folder: "in" };
const HTTP = { adapter: "http", url: "https://core-view.example.com/v1" };
const OAUTH = { tokenUrl: "https://login.example.com/token", clientId: "oc", clientSecret: "env:CORE_VIEW_SECRET" };
const S3 = { adapter: "s3", bucket: "core-view-in", region: "eu-north-1" };

function read(value: unknown): DeliverySetting {
  const reading = parseDelivery(typeof value === "string" ? value : JSON.stringify(value));
  return reading.ok ? reading.delivery : expect.fail(JSON.stringify(reading));
}

describe("a delivery setting is read", () => {
  test.each([
    ["directory", { adapter: "directory", path: null, acknowledgement: null }],
    ["directory:out", { adapter: "directory", path: "out", acknowledgement: null }],
    [
      { adapter: "directory", acknowledgement: {} },
      { adapter: "directory", path: null, acknowledgement: { withinHours: 24 } },
    ],
    [S3, { ...S3, prefix: "", endpoint: null, acknowledgement: null, timeoutMs: 60_000 }],
    [
      { ...SFTP, privateKey: "file:keys/core view" },
      {
        ...SFTP,
        port: 22,
        privateKey: "file:keys/core view",
        password: null,
        acknowledgement: null,
        timeoutMs: 60_000,
      },
    ],
    [
      { ...HTTP, url: "https://core-view.example.com/v1/", oauth: OAUTH, timeoutMs: 5_000 },
      {
        ...HTTP,
        oauth: { ...OAUTH, scope: null },
        tls: { caFile: null, certificateSha256: null, clientCertificateFile: null, clientKey: null },
        timeoutMs: 5_000,
      },
    ],
  ])("%j", (written, expected) => {
    expect(read(written)).toEqual(expected);
  });

  test.each([["directory:out"], [S3], [{ ...SFTP, password: "env:PASSWORD" }], [{ ...HTTP, oauth: OAUTH }], [HTTP]])(
    "%j as it is shown again is the same, and holds nothing that is absent",
    (written) => {
      const text = deliveryText(read(written));
      expect(read(text)).toEqual(read(written));
      expect(text).not.toContain("null");
    },
  );
});

describe("what is wrong is told with its field", () => {
  test.each([
    ["s3:bucket", null],
    ["[]", null],
    [{ adapter: "ftp" }, "adapter"],
    [{ ...S3, bucket: "No" }, "bucket"],
    [{ ...S3, prefix: "/in/" }, "prefix"],
    [{ ...S3, region: "north" }, "region"],
    [{ ...S3, timeoutMs: 999 }, "timeoutMs"],
    [{ ...S3, timeoutMs: 1500.5 }, "timeoutMs"],
    [{ ...S3, retries: 3 }, "retries"],
    [{ ...S3, acknowledgement: { withinHours: 0 } }, "acknowledgement.withinHours"],
    [{ ...S3, acknowledgement: { hours: 1 } }, "acknowledgement.hours"],
    [SFTP, "privateKey"],
    [{ ...SFTP, password: "env:P", hostKey: "SHA256:short" }, "hostKey"],
    [{ ...SFTP, password: "env:P", port: 0 }, "port"],
    [{ ...HTTP, url: "http://core-view.example.com" }, "url"],
    [{ ...HTTP, url: "https://user:password@core-view.example.com" }, "url"],
    [{ ...HTTP, url: "https://core-view.example.com/?key=1" }, "url"],
    [{ ...HTTP, oauth: { ...OAUTH, tokenUrl: "http://login.example.com" } }, "oauth.tokenUrl"],
    [{ ...HTTP, tls: { clientKey: "env:KEY" } }, "tls.clientKey"],
    [{ ...HTTP, tls: { certificateSha256: "AB" } }, "tls.certificateSha256"],
  ])("%j", (written, field) => {
    expect(parseDelivery(typeof written === "string" ? written : JSON.stringify(written))).toMatchObject({
      ok: false,
      field,
    });
  });

  test("a secret that stands where a reference belongs is not told back", () => {
    const written = [
      { ...SFTP, password: "hunter2-and-more" },
      { ...HTTP, oauth: { ...OAUTH, clientSecret: "hunter2-and-more" } },
      { ...HTTP, tls: { clientCertificateFile: "client.pem", clientKey: "hunter2-and-more" } },
    ];
    for (const setting of written) {
      const reading = parseDelivery(JSON.stringify(setting));
      expect(reading.ok).toBe(false);
      expect(JSON.stringify(reading)).not.toContain("hunter2");
    }
  });
});
