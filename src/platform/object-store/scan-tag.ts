/**
 * How the scan of an upload for malware tells its finding: GuardDuty writes a tag on the scanned version.
 * In: the tags of a version. Out: whether it may be read.
 */

export const SCAN_TAG = "GuardDutyMalwareScanStatus";
export const SCANNED_CLEAN = "NO_THREATS_FOUND";

export type ScanFinding =
  | { readonly state: "clean" }
  /** Not scanned yet: it comes again. */
  | { readonly state: "awaited" }
  /** Threats, or a file that the scanner cannot look into: a person has to look. */
  | { readonly state: "refused"; readonly found: string };

export function scanFinding(tags: Readonly<Record<string, string>>): ScanFinding {
  const found = tags[SCAN_TAG];
  if (found === undefined) return { state: "awaited" };
  return found === SCANNED_CLEAN ? { state: "clean" } : { state: "refused", found };
}
