/**
 * Where a workbook stands between its upload and its activation.
 */

/**
 * awaited: being scanned or read. ready: can be activated. unchanged: all of it is in force. refused: has errors. activated: this very
 * upload was put in force.
 */
export const UPLOAD_STATES = ["awaited", "ready", "unchanged", "refused", "activated"] as const;
export type UploadState = (typeof UPLOAD_STATES)[number];
