/**
 * Matrices and targets against the workbooks that they came from, and settings against the record of acts.
 * In: the database, a reader of workbooks. Out: differences: what importing each kept workbook at its moment would not have written.
 */
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { settingKey, settingText } from "../domain/settings.ts";
import type { Database } from "../platform/postgres/database.ts";
import { settingsOnRecord } from "../store/fact-checks.sql.ts";
import { settingsAsOf } from "../store/settings.sql.ts";
import { matricesOf } from "../store/matrices.sql.ts";
import { targetsOf } from "../store/targets.sql.ts";
import { findWorkbookBytes, listWorkbooks, type StoredWorkbook } from "../store/workbooks.sql.ts";
import type { WorkbookContent } from "../workbooks/read-workbook.ts";
import { tellInsteadOfFailing, type Difference } from "./difference.ts";
import { compareWithStore } from "./import-workbook.ts";
import type { runIsolated } from "./read-isolated.ts";
import { matrixChanges } from "./workbook-changes.ts";

/** Reads a workbook; `runIsolated`, but for tests that read other bytes. */
export type WorkbookReader = (request: Parameters<typeof runIsolated>[0]) => ReturnType<typeof runIsolated>;

// What a setting forbade or the agents known at the time suggested is over: only what the file says counts.
const ANYTHING_GOES = { knownAgents: new Set<string>(), highestRatePpm: 1_000_000, highestRatePpmOf: new Map() };

export async function checkWorkbooks(db: Database, read: WorkbookReader, differences: Difference[]): Promise<void> {
  for (const workbook of await listWorkbooks(db)) {
    await tellInsteadOfFailing(differences, `workbook ${workbook.fileName}`, () =>
      checkWorkbook(db, workbook, read, differences),
    );
  }
}

async function checkWorkbook(
  db: Database,
  workbook: StoredWorkbook,
  read: WorkbookReader,
  differences: Difference[],
): Promise<void> {
  const { id, fileName, sha256 } = workbook;
  const bytes = await findWorkbookBytes(db, id);
  const found = createHash("sha256").update(bytes).digest("hex");
  const tell = (what: string, told: { found: string; expected: string }): void => {
    const message = `${what} is not what workbook ${fileName} of change ${workbook.revision} says: one of them was changed in the database.`;
    differences.push({ code: "workbook-differs", subject: `workbook ${fileName}`, ...told, message });
  };
  if (found !== sha256) return tell("The file", { found, expected: sha256 });
  const { content, problems } = await read({ fileName, bytes, context: ANYTHING_GOES });
  if (content === null) {
    const why = problems.find((p) => p.severity === "error")?.message ?? "unreadable";
    return tell("The file", { found: why, expected: "a workbook that can be read, as when it was imported" });
  }
  const expected = await compareWithStore(db, content, workbook.revision - 1n);
  await compareMatrices(db, workbook, expected, tell);
  await compareTargets(db, workbook, expected.targets, tell);
}

type Tell = (what: string, told: { found: string; expected: string }) => void;

async function compareMatrices(
  db: Database,
  { id }: StoredWorkbook,
  expected: Awaited<ReturnType<typeof compareWithStore>>,
  tell: Tell,
): Promise<void> {
  const stored = new Map((await matricesOf(db, id)).map((m) => [m.market, m]));
  for (const read of expected.matrices) {
    const { market } = read.matrix;
    const had = stored.get(market);
    stored.delete(market);
    if (had === undefined) tell(`The matrix of ${market}`, { found: "no version", expected: "one" });
    else if (!isDeepStrictEqual({ ...had.matrix }, { ...read.matrix }) || !isDeepStrictEqual(had.origin, read.origin)) {
      const change = matrixChanges(read, had)[0];
      const what = change === undefined ? "" : `, ${change.what} (${change.sheet}!${change.cell ?? "gone"})`;
      const told = { found: change?.before ?? "another matrix", expected: change?.after ?? "the workbook's" };
      tell(`The matrix of ${market}${what},`, told);
    } else if (had.version !== (expected.stored.get(market)?.version ?? 0) + 1) {
      const version = (expected.stored.get(market)?.version ?? 0) + 1;
      tell(`The matrix of ${market}`, { found: `version ${had.version}`, expected: `version ${version}` });
    }
  }
  for (const market of stored.keys()) tell(`The matrix of ${market}`, { found: "a version", expected: "none" });
}

async function compareTargets(
  db: Database,
  { id }: StoredWorkbook,
  expected: Extract<WorkbookContent, { kind: "sales-targets" }>["targets"],
  tell: Tell,
): Promise<void> {
  const name = (t: { agentId: string; market: string | null; period: string }): string =>
    [`The target of ${t.agentId}`, t.market, t.period].filter((part) => part !== null).join(", ");
  const text = (t: (typeof expected)[number] | undefined): string =>
    t === undefined
      ? "none"
      : `${t.amount === null ? "none" : `${t.amount.value} ${t.amount.unit}`} in ${t.sheet}!${t.cell} (${t.text})`;
  const stored = new Map((await targetsOf(db, id)).map((t) => [name(t), t]));
  for (const read of expected) {
    const had = stored.get(name(read));
    stored.delete(name(read));
    if (text(had) !== text(read)) tell(name(read), { found: text(had), expected: text(read) });
  }
  for (const [what, had] of stored) tell(what, { found: text(had), expected: "none" });
}

/** Each version of a setting says what the record of acts says that it was set to. */
export async function checkSettings(db: Database, differences: Difference[]): Promise<void> {
  for (const { key, market, revision, acts } of await settingsOnRecord(db)) {
    const known = settingKey(key);
    const name = market === null ? key : `${key} of ${market}`;
    await tellInsteadOfFailing(differences, `setting ${name}`, async () => {
      if (known === null) throw new Error(`there is no setting ${key}`);
      const found = settingText(known, (await settingsAsOf(db, revision)).of(market));
      const told = acts.filter((act) => settingKey(act.name) === known).map(({ after }) => after);
      if (told.includes(found)) return;
      const message = `Setting ${name} of change ${revision} is not what the record of acts says: one of them was changed in the database.`;
      const expected = told.length === 0 ? "an act on record" : told.join(" or ");
      differences.push({ code: "setting-differs", subject: `setting ${name}`, found, expected, message });
    });
  }
}
