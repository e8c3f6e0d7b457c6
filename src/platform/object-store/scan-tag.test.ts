import { expect, test } from "vitest";
import { scanFinding } from "./scan-tag.ts";

test.each([
  ["not scanned yet", {}, "awaited"],
  ["tags of others alone", { owner: "jo" }, "awaited"],
  ["found clean", { GuardDutyMalwareScanStatus: "NO_THREATS_FOUND" }, "clean"],
  ["infected", { GuardDutyMalwareScanStatus: "THREATS_FOUND" }, "refused"],
  ["not to be scanned, such as an encrypted file", { GuardDutyMalwareScanStatus: "UNSUPPORTED" }, "refused"],
  ["a scan that failed", { GuardDutyMalwareScanStatus: "FAILED" }, "refused"],
])("%s: %j is %s", (_what, tags, state) => {
  expect(scanFinding(tags).state).toBe(state);
});
