import { expect, test } from "vitest";
import { parseDelivery } from "../../domain/delivery-setting.ts";
import { coreViewFor } from "./adapter-for.ts";

const HOST_KEY = `SHA256:${"A".repeat(43)}`;

test.each([
  ["directory", /^directory:.*[\\/]store[\\/]core-view$/],
  ["directory:elsewhere", /^directory:.*[\\/]elsewhere$/],
  ['{"adapter":"s3","bucket":"core-view","prefix":"in/","region":"eu-north-1"}', /^s3:\/\/core-view\/in\/$/],
  [
    `{"adapter":"sftp","host":"files.example.com","user":"us","hostKey":"${HOST_KEY}","password":"env:PASSWORD","folder":"/in"}`,
    /^sftp:\/\/us@files\.example\.com:22\/in$/,
  ],
])("the setting %s leads to its own destination", async (text, destination) => {
  const setting = parseDelivery(text);
  if (!setting.ok) expect.fail(`${setting.field}: ${setting.expected}`);
  const adapter = await coreViewFor(setting.delivery, { dataFolder: "store", env: { PASSWORD: "swordfish" } });
  expect(adapter.destination).toMatch(destination);
  expect(adapter.destination).not.toContain("swordfish");
  await adapter.close();
});
