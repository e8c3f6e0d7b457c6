/**
 * The files that were dropped, one after another on their way to the server. In: files. Out: how far each is, on whatever page one is
 * meanwhile. Kept by this page alone, and only until the server has read it: from then on it stands in the server's list of uploads.
 */
import { useSyncExternalStore } from "react";
import { problemOf } from "../api/api-problem.ts";
import { MOST_BYTES, sendWorkbook, type SendStep, type Upload } from "./send-workbook.ts";

export type QueuedState =
  | { readonly kind: "waiting" | "too-large" | "empty" }
  | { readonly kind: "on-its-way"; readonly step: SendStep }
  /** With its place, where it came so far. */
  | { readonly kind: "failed"; readonly error: unknown; readonly place: string | null };

export interface QueuedFile {
  readonly key: string;
  /** Who dropped it: another who signs in on this page does not see it. */
  readonly by: string;
  readonly file: File;
  readonly state: QueuedState;
  readonly onRead: (upload: Upload) => void;
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
  return useSyncExternalStore(subscribe, queuedFiles).filter((queued) => queued.by === by);
}

export function queuedFiles(): readonly QueuedFile[] {
  return queue;
}

function firstState(file: File): QueuedState {
  if (file.size === 0) return { kind: "empty" };
  return { kind: file.size > MOST_BYTES ? "too-large" : "waiting" };
}

/** Dropped twice in one breath, it is sent once. */
function isUnderWay(file: File, by: string): boolean {
  return queue.some(
    (queued) =>
      queued.by === by &&
      (queued.state.kind === "waiting" || queued.state.kind === "on-its-way") &&
      queued.file.name === file.name &&
      queued.file.size === file.size &&
      queued.file.lastModified === file.lastModified,
  );
}

/** @param onRead of each of these that was read, in their order */
export async function addFiles(
  files: readonly File[],
  by: string,
  onRead: (upload: Upload) => void,
  send: typeof sendWorkbook = sendWorkbook,
): Promise<void> {
  const added = files
    .filter((file) => !isUnderWay(file, by))
    .map((file) => ({ key: crypto.randomUUID(), by, file, state: firstState(file), onRead }));
  change([...queue, ...added]);
  if (working) return;
  working = true;
  try {
    await sendWaiting(send);
  } finally {
    working = false;
  }
}

async function sendWaiting(send: typeof sendWorkbook): Promise<void> {
  const next = queue.find(({ state }) => state.kind === "waiting");
  if (next === undefined) return;
  const { key, file, onRead } = next;
  let place: string | null = null;
  const onStep = (step: SendStep): void => {
    if (step.step === "scanning") ({ place } = step);
    setState(key, { kind: "on-its-way", step });
  };
  onStep({ step: "sending" });
  try {
    const upload = await send(file, { onStep });
    forgetQueued(key);
    onRead(upload);
  } catch (error) {
    // The server has it and knows that it is awaited: its list of uploads asks on.
    if (problemOf(error).code === "upload-scan-running") forgetQueued(key);
    else setState(key, { kind: "failed", error, place });
  }
  await sendWaiting(send);
}

/** The same file, once more. */
export async function sendAgain(key: string): Promise<void> {
  const queued = queue.find((each) => each.key === key);
  if (queued === undefined) return;
  forgetQueued(key);
  await addFiles([queued.file], queued.by, queued.onRead);
}

export function forgetQueued(key: string): void {
  change(queue.filter((queued) => queued.key !== key));
}
