/**
 * Which of the server's uploads are still to be acted on, and in what order. In: the server's list, and what this page is sending. Out: rows,
 * the newest first; of each whether a newer one of the same name has come since. Pure.
 */
import type { Answer } from "../api/routes.ts";
import type { QueuedFile } from "./upload-queue.ts";

export type ListedUpload = Answer<"get", "/uploads">["uploads"][number];

export interface WaitingUpload {
  readonly upload: ListedUpload;
  /** A mended file, most likely. */
  readonly isReplaced: boolean;
}

type OnItsWay = Pick<QueuedFile, "file" | "state">;

export function waitingUploads(uploads: readonly ListedUpload[], queue: readonly OnItsWay[]): WaitingUpload[] {
  return uploads
    .filter(({ state }) => state !== "activated")
    .filter((upload) => upload.state !== "awaited" || !queue.some((queued) => isSame(queued, upload)))
    .map((upload) => ({ upload, isReplaced: uploads.some((other) => replaces(other, upload)) }));
}

/** What this page sends itself is shown by the queue. */
function isSame({ file, state }: OnItsWay, upload: ListedUpload): boolean {
  if (state.kind === "failed") return state.place === upload.upload;
  if (state.kind !== "on-its-way") return false;
  return state.step.step === "scanning" ? state.step.place === upload.upload : file.name === upload.file;
}

function replaces(other: ListedUpload, upload: ListedUpload): boolean {
  return other.file === upload.file && other.uploadedAt > upload.uploadedAt && other.state !== "awaited";
}
