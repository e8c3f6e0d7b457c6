/**
 * What stands where in the buckets.
 */

/** Uploaded workbooks stand below it, with their results and annotated copies beside them. */
export const UPLOADS_PREFIX = "workbooks/";
export const RESULT_SUFFIXES = [".result.json", ".annotated.xlsx"] as const;
export const CLAIMS_PREFIX = "contract-events/";
