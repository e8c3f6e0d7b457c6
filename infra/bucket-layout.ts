/**
 * What stands where in the buckets.
 */

/** Uploaded workbooks stand below it, with their results and annotated copies beside them. */
export const UPLOADS_PREFIX = "workbooks/";
export const RESULT_SUFFIXES = [".result.json", ".annotated.xlsx"] as const;
export const CLAIMS_PREFIX = "contract-events/";
/** What a browser sends past the API, one folder a person: read once it was scanned, gone after a day. */
export const ARRIVALS_PREFIX = "arrivals/";
/** The command line's package for an emergency, in the same bucket. */
export const TOOLS_PREFIX = "tools/";
