/**
 * Uploads that wait for their activation, as their uploader sees them: a list, one as it was shown, its sheets, its file with notes. In: who
 * asks. Out: what is theirs and of markets whose figures they may still change; of anything else, that there is no such upload.
 */
import { z } from "zod";
import { marketList, type Reach } from "../domain/access.ts";
import type { WorkbookProblem } from "../domain/problem.ts";
import { done, refused, type Outcome } from "../domain/refusal.ts";
import type { UploadState } from "../domain/upload-state.ts";
import { callIsolated, isolatedModule } from "../platform/isolation/isolated-call.ts";
import type { Page } from "../store/pages.sql.ts";
import { findUpload, uploadPage, type ListedUpload, type WorkbookUpload } from "../store/workbook-uploads.sql.ts";
import type { SheetPicture } from "../workbooks/sheet-picture.ts";
import { annotated } from "./annotate-file.ts";
import type { FlowDeps } from "./deps.ts";
import { KeptProblem } from "./kept-problem.ts";
import { readForImport } from "./import-workbook.ts";
import type { ReadMatrix } from "./workbook-changes.ts";

export type { ListedUpload } from "../store/workbook-uploads.sql.ts";

export interface Uploader {
  readonly personId: bigint;
  /** Where they may change figures. */
  readonly reach: Reach;
}

export interface Upload {
  readonly id: string;
  readonly state: UploadState;
  /** What it became, once it is in force. */
  readonly workbookId: bigint | null;
  readonly expiresAt: string;
  /** Figures of its kind, year and markets were put in force since. */
  readonly overtaken: boolean;
  readonly sha256: string;
  /** As it was shown when it was uploaded. */
  readonly shown: unknown;
}

export function readUploadPage(
  deps: FlowDeps,
  by: Uploader,
  filter: { readonly state?: UploadState | undefined; readonly market?: string | undefined },
  page: Page<{ readonly uploadedAt: string; readonly id: string }>,
): Promise<ListedUpload[]> {
  const of = { personId: by.personId, markets: marketList(by.reach) };
  return uploadPage(deps.db, of, { ...filter, now: deps.now() }, page);
}

export async function keptUpload(deps: FlowDeps, by: Uploader, id: string): Promise<Outcome<WorkbookUpload>> {
  const of = { personId: by.personId, markets: marketList(by.reach) };
  const upload = await findUpload(deps.db, id, of, deps.now());
  if (upload !== null) return done(upload);
  return refused("upload-unknown", `There is no upload ${id}. It may be over: upload the workbook again.`, {
    upload: id,
  });
}

const Kept = z.object({
  problems: z.array(KeptProblem),
  shown: z.record(z.string(), z.unknown()),
});

export async function readUpload(deps: FlowDeps, by: Uploader, id: string): Promise<Outcome<Upload>> {
  const found = await keptUpload(deps, by, id);
  if (!found.ok) return found;
  const { result, state, workbookId, sha256, expiresAt, overtaken } = found.value;
  return done({ id, state, workbookId, sha256, expiresAt, overtaken, shown: Kept.parse(result).shown });
}

/** Null where there is nothing to say in the workbook. */
export async function annotatedUpload(deps: FlowDeps, by: Uploader, id: string): Promise<Outcome<Uint8Array | null>> {
  const found = await keptUpload(deps, by, id);
  if (!found.ok) return found;
  const problems: WorkbookProblem[] = Kept.parse(found.value.result).problems;
  return done(annotated(found.value.bytes, problems));
}

export async function picturedUpload(
  deps: FlowDeps,
  by: Uploader,
  id: string,
): Promise<Outcome<readonly SheetPicture[]>> {
  const found = await keptUpload(deps, by, id);
  if (!found.ok) return found;
  const ended = await callIsolated<readonly SheetPicture[]>({
    module: isolatedModule("../workbooks/sheet-picture.ts", import.meta.url),
    functionName: "sheetPictures",
    args: [found.value.bytes],
    heapMib: 288,
    deadlineMs: 10_000,
  });
  return done(ended.outcome === "answered" ? ended.answer : []);
}

/** The matrices of an uploaded workbook, for a trial. */
export async function matricesOfUpload(
  deps: FlowDeps,
  by: Uploader,
  id: string,
): Promise<Outcome<readonly ReadMatrix[]>> {
  const found = await keptUpload(deps, by, id);
  if (!found.ok) return found;
  const { fileName: name, bytes } = found.value;
  const { content } = await readForImport(deps.db, { name, bytes });
  return done(content?.kind === "commission-matrices" ? content.matrices : []);
}
