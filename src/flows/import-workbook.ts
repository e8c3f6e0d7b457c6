/**
 * Import: a workbook's bytes -> matrix versions or target versions in force; or every problem, and nothing changes.
 * In: file name and bytes. Out: what was read, its problems, what changed cell by cell; in a dry run also the effect in money.
 * The workbook is read in a worker of its own, before any transaction; what it changes is written in one.
 */
import { createHash } from "node:crypto";
import type { Period } from "../domain/period.ts";
import type { WorkbookProblem } from "../domain/problem.ts";
import { runIsolated } from "./read-isolated.ts";
import type { Queryable, Transaction } from "../platform/postgres/database.ts";
import { recordAct } from "../store/audit.sql.ts";
import { knownAgents, rememberAgents } from "../store/contracts.sql.ts";
import { advanceInputs, currentRevision, lockInputs } from "../store/revision.sql.ts";
import { settingsAsOf } from "../store/settings.sql.ts";
import { insertMatrixVersion, matricesAsOf, type StoredMatrixVersion } from "../store/matrices.sql.ts";
import { insertTargetVersions, targetsAsOf } from "../store/targets.sql.ts";
import { insertWorkbook } from "../store/workbooks.sql.ts";
import type { TargetCell } from "../workbooks/read-targets.ts";
import type { WorkbookContent, WorkbookReading } from "../workbooks/read-workbook.ts";
import type { FlowDeps } from "./deps.ts";
import { currencyOf } from "./load-inputs.ts";
import {
  changedTargets,
  matrixChanges,
  sameMatrix,
  targetChanges,
  type ReadMatrix,
  type WorkbookChange,
} from "./workbook-changes.ts";
import { workbookEffect, type PeriodEffect } from "./workbook-effect.ts";

export interface ImportedFile {
  readonly file: string;
  readonly kind: "commission-matrices" | "sales-targets" | null;
  readonly year: number | null;
  readonly status: "imported" | "unchanged" | "refused" | "dry-run";
  readonly problems: readonly WorkbookProblem[];
  /** As read, each with the version in force after the import; null in a dry run for one that would be new. */
  readonly matrices: readonly (ReadMatrix & { readonly version: number | null })[];
  readonly targets: readonly TargetCell[];
  readonly changes: readonly WorkbookChange[];
  /** Of a dry run; else empty. */
  readonly effects: readonly PeriodEffect[];
}

/** What of a reading is not in force yet. */
interface Difference {
  readonly matrices: readonly ReadMatrix[];
  readonly targets: readonly TargetCell[];
  readonly changes: readonly WorkbookChange[];
  readonly stored: ReadonlyMap<string, StoredMatrixVersion>;
}

/** A file on its way in. */
export interface WorkbookFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export async function importWorkbook(
  deps: FlowDeps,
  file: WorkbookFile,
  options: { readonly dryRun: boolean },
): Promise<ImportedFile> {
  const reading = await readForImport(deps.db, file);
  const content = contentOf(reading);
  if (content !== null && options.dryRun) return tryOut(deps, file.name, content, reading.problems);
  return deps.db.transaction(async (tx) => (await importInTransaction(tx, deps, file, reading)).imported);
}

/** Reads the file with what is known now, in a process of its own. */
export async function readForImport(
  db: Queryable,
  file: WorkbookFile,
  read: typeof runIsolated = runIsolated,
): Promise<WorkbookReading> {
  const settings = await settingsAsOf(db, await currentRevision(db));
  return read({
    fileName: file.name,
    bytes: file.bytes,
    context: {
      knownAgents: await knownAgents(db),
      highestRatePpm: settings.of(null).highestRatePpm,
      highestRatePpmOf: new Map(
        [...settings.perMarket.keys()].map((market) => [market, settings.of(market).highestRatePpm]),
      ),
    },
  });
}

/** What an import did, with the workbook that it kept; null where it kept none. */
export interface ImportInTransaction {
  readonly imported: ImportedFile;
  readonly workbookId: bigint | null;
}

/** Puts in force what was read, or notes that it was refused: in a transaction of the caller's. */
export async function importInTransaction(
  tx: Transaction,
  deps: Omit<FlowDeps, "db">,
  file: WorkbookFile,
  reading: WorkbookReading,
): Promise<ImportInTransaction> {
  const content = contentOf(reading);
  if (content !== null) return activate(tx, deps, file, content, reading.problems);
  await recordAct(tx, actOf(deps, "workbook.refused", file, { problems: countByCode(reading.problems) }));
  return { imported: refusedFile(file.name, reading), workbookId: null };
}

/** What can be put in force; null where anything is wrong. */
function contentOf({ content, problems }: WorkbookReading): WorkbookContent | null {
  return problems.some((problem) => problem.severity === "error") ? null : content;
}

function refusedFile(file: string, { content, named, problems }: WorkbookReading): ImportedFile {
  const { kind, year } = content ?? named ?? { kind: null, year: null };
  return { file, kind, year, status: "refused", problems, matrices: [], targets: [], changes: [], effects: [] };
}

function actOf(
  deps: Omit<FlowDeps, "db">,
  action: string,
  file: { name: string; bytes: Uint8Array },
  detail: Record<string, unknown>,
) {
  return {
    at: deps.now(),
    actor: deps.actor,
    action,
    subject: file.name,
    detail: { sha256: sha256(file.bytes), ...detail },
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function countByCode(problems: readonly WorkbookProblem[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of problems) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

async function tryOut(
  deps: FlowDeps,
  file: string,
  content: WorkbookContent,
  problems: readonly WorkbookProblem[],
): Promise<ImportedFile> {
  const asOf = await currentRevision(deps.db);
  const difference = await compareWithStore(deps.db, content, asOf);
  const effects = await workbookEffect(deps, asOf, content.year, difference);
  const status = difference.changes.length === 0 ? "unchanged" : "dry-run";
  return { ...resultOf(file, content, problems, difference, new Map()), status, effects };
}

/** Puts in force what was read of a workbook, and keeps the workbook; where nothing is new, neither. */
export async function activateContent(
  deps: FlowDeps,
  file: WorkbookFile,
  content: WorkbookContent,
  problems: readonly WorkbookProblem[],
): Promise<ImportedFile> {
  return deps.db.transaction(async (tx) => (await activate(tx, deps, file, content, problems)).imported);
}

async function activate(
  tx: Transaction,
  deps: Omit<FlowDeps, "db">,
  file: WorkbookFile,
  content: WorkbookContent,
  problems: readonly WorkbookProblem[],
): Promise<ImportInTransaction> {
  const revision = (await lockInputs(tx)) + 1n;
  const difference = await compareWithStore(tx, content, revision);
  if (difference.changes.length === 0) {
    await recordAct(tx, actOf(deps, "workbook.unchanged", file, {}));
    const unchanged = resultOf(file.name, content, problems, difference, new Map());
    return { imported: { ...unchanged, status: "unchanged" }, workbookId: null };
  }
  const { versions, workbookId } = await write(tx, deps, file, content, difference, revision);
  await advanceInputs(tx, revision);
  const detail = {
    changes: difference.changes.length,
    versions: Object.fromEntries(versions),
    warnings: countByCode(problems),
  };
  await recordAct(tx, actOf(deps, "workbook.imported", file, detail));
  const result = resultOf(file.name, content, problems, difference, versions);
  return { imported: { ...result, status: "imported" }, workbookId };
}

async function write(
  tx: Transaction,
  deps: Omit<FlowDeps, "db">,
  file: WorkbookFile,
  content: WorkbookContent,
  difference: Difference,
  revision: bigint,
): Promise<{ readonly versions: ReadonlyMap<string, number>; readonly workbookId: bigint }> {
  const { kind, year } = content;
  const workbookId = await insertWorkbook(tx, {
    revision,
    fileName: file.name.slice(Math.max(file.name.lastIndexOf("/"), file.name.lastIndexOf("\\")) + 1),
    kind,
    year,
    sha256: sha256(file.bytes),
    bytes: file.bytes,
    uploadedBy: deps.actor,
    uploadedAt: deps.now(),
  });
  const versions = new Map<string, number>();
  for (const { matrix, origin } of difference.matrices) {
    versions.set(matrix.market, await insertMatrixVersion(tx, { revision, workbookId, matrix, origin }));
  }
  if (difference.targets.length > 0) {
    await insertTargetVersions(tx, { revision, workbookId }, difference.targets);
    await rememberAgents(
      tx,
      difference.targets.map((t) => t.agentId),
      deps.now(),
    );
  }
  return { versions, workbookId };
}

/** What of a reading was not in force as of a revision: what importing it then would write. */
export async function compareWithStore(db: Queryable, content: WorkbookContent, asOf: bigint): Promise<Difference> {
  if (content.kind === "commission-matrices") {
    const stored = new Map((await matricesAsOf(db, asOf, { years: [content.year] })).map((m) => [m.market, m]));
    const matrices = content.matrices.filter(({ matrix }) => {
      const inForce = stored.get(matrix.market);
      return inForce === undefined || !sameMatrix(inForce.matrix, matrix);
    });
    return {
      matrices,
      targets: [],
      changes: matrices.flatMap((m) => matrixChanges(m, stored.get(m.matrix.market) ?? null)),
      stored,
    };
  }
  const periods: Period[] = [...new Set(content.targets.map((t) => t.period))];
  const stored = await targetsAsOf(db, asOf, { periods });
  const targets = changedTargets(content.targets, stored);
  const changes = targetChanges(targets, stored, (market, period) => currencyOf(market, period).exponent);
  return { matrices: [], targets, changes, stored: new Map() };
}

function resultOf(
  file: string,
  content: WorkbookContent,
  problems: readonly WorkbookProblem[],
  difference: Difference,
  versions: ReadonlyMap<string, number>,
): Omit<ImportedFile, "status"> {
  const isNew = new Set(difference.matrices.map((m) => m.matrix.market));
  const versionOf = (market: string): number | null =>
    versions.get(market) ?? (isNew.has(market) ? null : (difference.stored.get(market)?.version ?? null));
  return {
    file,
    kind: content.kind,
    year: content.year,
    problems,
    matrices:
      content.kind === "commission-matrices"
        ? content.matrices.map((m) => ({ ...m, version: versionOf(m.matrix.market) }))
        : [],
    targets: content.kind === "sales-targets" ? content.targets : [],
    changes: difference.changes,
    effects: [],
  };
}
