/**
 * Contract rows from where the source system keeps them, into the store through the door of messages.
 * In: the settings `pull`, a way to a source's rows. Out: for each source the counts, the watermark before and after, what went wrong.
 *
 * Held: one batch. The watermark moves after the commit of the rows that it stands for, and only when everything from the old one on was
 * read. So a pull that ends at any moment has at worst rows in the store that are read again, and then they are duplicates.
 */
import { createHash } from "node:crypto";
import { findColumn, rowMapper } from "../contracts/map-row.ts";
import { readingOf, type PullSetting } from "../domain/pull-setting.ts";
import { done, refused, type Outcome } from "../domain/refusal.ts";
import { isBefore, lessOverlap, readWatermark } from "../domain/watermark.ts";
import { crashPoint } from "../platform/crash-point.ts";
import type { RowSource } from "../platform/row-source/row-source.ts";
import { lockWatermark, setWatermark, tryLockPull, watermarkOf, type WatermarkKey } from "../store/pull.sql.ts";
import { readSettings } from "./change-setting.ts";
import type { FlowDeps } from "./deps.ts";
import { emptyResult, type IngestResult } from "./ingest-result.ts";
import { ingestStream } from "./ingest-stream.ts";
import { trackWatermark, type WatermarkTrack } from "./watermark-track.ts";

export interface PullProblem {
  readonly code: string;
  /** What is so and what to do next. */
  readonly message: string;
}

export interface PulledSource {
  readonly source: string;
  readonly from: PullSetting["from"];
  /** `line` of a rejection is the row's number in this pull. */
  readonly result: IngestResult;
  readonly watermark: { readonly before: string | null; readonly after: string | null };
  /** Whether rows between the watermark and where this pull was told to begin were left out, so that the watermark has to stay. */
  readonly leftOut: boolean;
  readonly problems: readonly PullProblem[];
}

export interface PullRequest {
  /** The source in force for this market alone; null: every source. */
  readonly market: string | null;
  /** Where to begin instead of at the watermark. */
  readonly from: string | null;
}

export type OpenRows = (setting: PullSetting) => Promise<RowSource>;

/** No event of a row stands for an object. */
const NO_OBJECTS = { open: () => Promise.resolve({ state: "absent" as const }) };

export async function pullContracts(
  deps: FlowDeps,
  openRows: OpenRows,
  request: PullRequest,
): Promise<Outcome<PulledSource[]>> {
  const settings = await settingsToPull(deps, request.market);
  if (settings.length === 0) {
    const where = request.market === null ? "" : ` for ${request.market}`;
    return refused("pull-not-set", `Nothing is set to be pulled${where}: settings set pull JSON (docs/formats.md).`);
  }
  const pulled: PulledSource[] = [];
  for (const setting of settings) pulled.push(await pullSource(deps, setting, openRows, request.from));
  return done(pulled);
}

/** Each source once: several markets may have the same. */
async function settingsToPull(deps: FlowDeps, market: string | null): Promise<PullSetting[]> {
  const inForce = await readSettings(deps);
  const all =
    market !== null
      ? [inForce.of(market).pull]
      : [inForce.of(null).pull, ...[...inForce.perMarket.values()].map((own) => own.pull ?? null)];
  const distinct = new Map<string, PullSetting>();
  for (const setting of all) if (setting !== null) distinct.set(readingOf(setting), setting);
  return [...distinct.values()];
}

/**
 * One source, held against other pulls by the lock of a transaction that does nothing else: it lasts as long as the pull, and goes with
 * the process. Were it lost before, another pull could begin, and would find duplicates.
 */
async function pullSource(
  deps: FlowDeps,
  setting: PullSetting,
  openRows: OpenRows,
  asked: string | null,
): Promise<PulledSource> {
  const key = { source: setting.source, reading: createHash("sha256").update(readingOf(setting)).digest("hex") };
  return deps.db.transaction(async (lock) => {
    const before = await watermarkOf(deps.db, key);
    const nothing = (problem: PullProblem): PulledSource => ({
      source: setting.source,
      from: setting.from,
      result: emptyResult(),
      watermark: { before, after: before },
      leftOut: false,
      problems: [problem],
    });
    if (!(await tryLockPull(lock, setting.source))) {
      return nothing({ code: "pull-running", message: `Another process pulls ${setting.source}. Wait for it.` });
    }
    const { type } = setting.watermark;
    // A day alone will do for the first moment of it.
    const given = asked === null ? null : (readWatermark(type, asked) ?? readWatermark(type, `${asked} 00:00:00`));
    if (asked !== null && given === null) {
      const message = `Found --from "${asked}"; expected a value of ${setting.watermark.column}: ${type}.`;
      return nothing({ code: "pull-from", message });
    }
    const rows = await openRows(setting);
    try {
      return await readRows(deps, { setting, key, before, from: given ?? startOf(setting, before), rows });
    } finally {
      await rows.close();
    }
  });
}

function startOf({ watermark }: PullSetting, before: string | null): string | null {
  return before === null ? null : lessOverlap(watermark, before);
}

interface Reading {
  readonly setting: PullSetting;
  readonly key: WatermarkKey;
  readonly before: string | null;
  readonly from: string | null;
  readonly rows: RowSource;
}

async function readRows(deps: FlowDeps, reading: Reading): Promise<PulledSource> {
  const { setting, key, before, from } = reading;
  const { type } = setting.watermark;
  const leftOut = from !== null && (before === null || isBefore(type, before, from));
  const track = trackWatermark(setting.watermark, deps.now());
  const problems: PullProblem[] = [];
  const result = await ingestStream({ ...deps, progress: () => undefined }, NO_OBJECTS, {
    name: `pull ${setting.source}`,
    form: "lines",
    bytes: eventLines(deps, reading, track, problems),
    size: null,
    committed: async (received) => {
      const reached = track.upTo(received);
      if (reached !== null && !leftOut) await moveWatermark(deps, reading, reached);
    },
  });
  return {
    source: setting.source,
    from: setting.from,
    result,
    watermark: { before, after: await watermarkOf(deps.db, key) },
    leftOut,
    problems: [...problems, ...track.problems()],
  };
}

/** The rows as lines of events, a chunk at a time. A failure ends them; what was read so far counts. */
async function* eventLines(
  deps: FlowDeps,
  { setting, from, rows }: Reading,
  track: WatermarkTrack,
  problems: PullProblem[],
): AsyncGenerator<Uint8Array> {
  let eventOf: ((row: readonly (string | null)[]) => string) | null = null;
  let watermarkOfRow = (_row: readonly (string | null)[]): string | null => null;
  let read = 0;
  for await (const step of rows.read({ query: setting.query, watermark: setting.watermark, from })) {
    if (step.kind === "failed") {
      problems.push(step.failure);
      return;
    }
    if (step.kind === "columns") {
      const mapper = rowMapper(setting, step.names);
      const column = findColumn(step.names, setting.watermark.column);
      if (!mapper.ok || !column.ok) {
        problems.push(
          columnProblem([...(mapper.ok ? [] : mapper.missing), ...(column.ok ? [] : [column])], step.names),
        );
        return;
      }
      eventOf = mapper.eventOf;
      watermarkOfRow = (row) => row[column.index] ?? null;
      continue;
    }
    if (eventOf === null) throw new Error("assertion: a source gives its columns before its rows");
    let lines = "";
    for (const row of step.rows) {
      track.row(watermarkOfRow(row));
      lines += `${eventOf(row)}\n`;
    }
    track.mark();
    crashPoint("rows are read");
    read += step.rows.length;
    deps.progress({ what: `rows pulled from ${setting.source}`, done: read, total: null });
    yield Buffer.from(lines);
  }
}

function columnProblem(missing: readonly { column: string; count: number }[], names: readonly string[]): PullProblem {
  const found = missing.map(({ column, count }) => `${column} (${count === 0 ? "none" : `${count} of that name`})`);
  const message = `The query gives not one column each for ${[...new Set(found)].join(", ")}; it gives ${names.join(", ")}. Mend the setting pull.`;
  return { code: "pull-column", message };
}

/** Never back, and not past what somebody else has read meanwhile. */
async function moveWatermark({ db, now }: FlowDeps, { setting, key }: Reading, value: string): Promise<void> {
  await db.transaction(async (tx) => {
    const stored = await lockWatermark(tx, key);
    if (stored === null || isBefore(setting.watermark.type, stored, value)) await setWatermark(tx, key, value, now());
  });
}
