/**
 * The files that were dropped, one after another on their way to the server. In: files. Out: what became of each, on whatever page one is
 * meanwhile. Kept by this page alone: after it is loaded again, an upload is still found by its address.
 */
import { useSyncExternalStore } from "react";
import { MOST_BYTES, sendWorkbook, type Upload } from "./send-workbook.ts";

export type QueuedState =
  | { readonly kind: "waiting" | "sending" | "too-large" | "empty" }
  | { readonly kind: "read"; readonly upload: Upload }
  | { readonly kind: "failed"; readonly error: unknown };

export interface QueuedFile {
  readonly key: string;
  /** Who dropped it: another who signs in on this page does not see it. */
  readonly by: string;
  readonly file: File;
  readonly state: QueuedState;
}

let queue: readonly QueuedFile[] = [];
let working = false;
const listeners = new Set<() => void>();

function change(next: readonly QueuedFile[]): void {
  queue = next;
  for (const listener of listeners) listener();
}

function setState(key: string, state: QueuedState): void {
  change(queue.map((queued) => (queued.key === key ? { ...queued, state } : queued)));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useQueue(by: string): readonly QueuedFile[] {
  return useSyncExternalStore(subscribe, () => queue).filter((queued) => queued.by === by);
}

function firstState(file: File): QueuedState {
  if (file.size === 0) return { kind: "empty" };
  return { kind: file.size > MOST_BYTES ? "too-large" : "waiting" };
}

/** @param onRead of each that was read, in their order */
export async function addFiles(files: readonly File[], by: string, onRead: (upload: Upload) => void): Promise<void> {
  change([...queue, ...files.map((file) => ({ key: crypto.randomUUID(), by, file, state: firstState(file) }))]);
  if (working) return;
  working = true;
  try {
    await sendWaiting(onRead);
  } finally {
    working = false;
  }
}

async function sendWaiting(onRead: (upload: Upload) => void): Promise<void> {
  const next = queue.find(({ state }) => state.kind === "waiting");
  if (next === undefined) return;
  setState(next.key, { kind: "sending" });
  try {
    const upload = await sendWorkbook(next.file);
    setState(next.key, { kind: "read", upload });
    onRead(upload);
  } catch (error) {
    setState(next.key, { kind: "failed", error });
  }
  await sendWaiting(onRead);
}

export function forgetQueued(key: string): void {
  change(queue.filter((queued) => queued.key !== key));
}

/** It was activated or discarded: there is nothing to go back to. */
export function forgetUpload(id: string): void {
  change(queue.filter(({ state }) => state.kind !== "read" || state.upload.upload !== id));
}

/** The file of an upload, while this page still has it. */
export function fileOfUpload(id: string): File | null {
  return queue.find(({ state }) => state.kind === "read" && state.upload.upload === id)?.file ?? null;
}
