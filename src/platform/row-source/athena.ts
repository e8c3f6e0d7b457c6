/**
 * Contract rows from Amazon Athena: a query is started, waited for, and its results are read page by page.
 * In: work group, database, a time limit; credentials as the AWS SDK finds them. Out: rows as Athena's own texts.
 *
 * The statement has one parameter at most, where to begin. A query that takes too long is stopped: it costs as long as it runs.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Athena, GetQueryResultsOutput } from "@aws-sdk/client-athena";
import type { AthenaRows } from "../../domain/pull-setting.ts";
import type { WatermarkType } from "../../domain/watermark.ts";
import { isConnectionLoss } from "../postgres/database-failure.ts";
import { failedStep, orderedQuery, quotedName, type RowRequest, type RowSource, type RowStep } from "./row-source.ts";

/** The most that Athena gives at once. */
const PAGE_ROWS = 1_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

/** A parameter's text stands in the statement as it is, so it is quoted and cast: six decimals, or it would be rounded, perhaps up. */
const BOUND: Readonly<Record<WatermarkType, string>> = {
  integer: "cast(? as bigint)",
  timestamp: "cast(? as timestamp(6))",
  date: "cast(? as date)",
};

export function createAthenaRows(setting: AthenaRows & { readonly timeoutMs: number }): RowSource {
  let athena: Athena | null = null;
  let running: string | null = null;
  return {
    async *read(request) {
      try {
        athena = await connect(setting);
        running = await start(athena, setting, request);
        const failure = await settled(athena, running, setting.timeoutMs);
        if (failure !== null) {
          // It may still run: closing stops it.
          yield failure;
          return;
        }
        const id = running;
        running = null;
        yield* pages(athena, id);
      } catch (error) {
        yield failureOf(error);
      }
    },
    close: async () => {
      // A query ends by itself at Athena's own limit; that it could not be stopped is no other failure of the pull.
      if (running !== null) await athena?.stopQueryExecution({ QueryExecutionId: running }).catch(() => undefined);
      athena?.destroy();
    },
  };
}

async function connect(setting: AthenaRows & { readonly timeoutMs: number }): Promise<Athena> {
  const sdk = await import("@aws-sdk/client-athena");
  return new sdk.Athena({
    region: setting.region,
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 10_000, requestTimeout: setting.timeoutMs, throwOnRequestTimeout: true },
    ...(setting.endpoint === null ? {} : { endpoint: setting.endpoint }),
  });
}

async function start(athena: Athena, setting: AthenaRows, { query, watermark, from }: RowRequest): Promise<string> {
  const bound = from === null ? null : BOUND[watermark.type];
  const { QueryExecutionId: id } = await athena.startQueryExecution({
    QueryString: orderedQuery(query, quotedName(watermark.column), bound),
    ...(from === null ? {} : { ExecutionParameters: [`'${from.replaceAll("'", "''")}'`] }),
    QueryExecutionContext: { Catalog: setting.catalog, Database: setting.database },
    WorkGroup: setting.workGroup,
    ...(setting.outputLocation === null ? {} : { ResultConfiguration: { OutputLocation: setting.outputLocation } }),
  });
  if (id === undefined) throw new Error("assertion: Athena names each query that it has started");
  return id;
}

/** Waits until the query has ended. @returns null when it has succeeded */
async function settled(athena: Athena, id: string, timeoutMs: number): Promise<RowStep | null> {
  const deadline = Date.now() + timeoutMs;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    const { QueryExecution: execution } = await athena.getQueryExecution({ QueryExecutionId: id });
    const { State: state, StateChangeReason: reason = "no reason given" } = execution?.Status ?? {};
    if (state === "SUCCEEDED") return null;
    if (state === "FAILED") {
      return failedStep("pull-query-failed", `Athena says of query ${id}: ${reason}. Mend the setting pull.`);
    }
    if (state === "CANCELLED") {
      return failedStep("pull-query-failed", `Athena's query ${id} was cancelled: ${reason}. Pull again.`);
    }
    if (Date.now() >= deadline) {
      const seconds = timeoutMs / 1_000;
      const advice = "Read less with the query, or raise timeoutMs.";
      return failedStep(
        "pull-timeout",
        `Athena's query ${id} did not end within ${seconds} s and was stopped. ${advice}`,
      );
    }
    await sleep(Math.min(wait, Math.max(deadline - Date.now(), 0)));
  }
}

async function* pages(athena: Athena, id: string): AsyncGenerator<RowStep> {
  let names: readonly string[] | null = null;
  let token: string | undefined;
  do {
    const page: GetQueryResultsOutput = await athena.getQueryResults({
      QueryExecutionId: id,
      MaxResults: PAGE_ROWS,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    let rows = rowsOf(page);
    if (names === null) {
      names = (page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map((column) => column.Name ?? "");
      yield { kind: "columns", names };
      // The first row of the first page repeats the names. Only what does so is left out: no row is lost should it not be there.
      if (rows[0] !== undefined && isHeader(rows[0], names)) rows = rows.slice(1);
    }
    if (rows.length > 0) yield { kind: "rows", rows };
    token = page.NextToken;
  } while (token !== undefined);
}

/** An absent value is null; an empty text is an empty text. */
function rowsOf(page: GetQueryResultsOutput): (string | null)[][] {
  return (page.ResultSet?.Rows ?? []).map((row) => (row.Data ?? []).map((datum) => datum.VarCharValue ?? null));
}

function isHeader(row: readonly (string | null)[], names: readonly string[]): boolean {
  return row.length === names.length && row.every((value, index) => value === names[index]);
}

const REFUSED =
  /AccessDenied|UnrecognizedClient|ExpiredToken|InvalidSignature|InvalidClientToken|Credentials|NotAuthorized/;
const BUSY = /TooManyRequests|Throttling|InternalServer|ServiceUnavailable|TimeoutError/;

function failureOf(error: unknown): RowStep {
  if (!(error instanceof Error)) throw error;
  const told = error.message;
  if (REFUSED.test(error.name)) {
    return failedStep("pull-refused", `Athena refuses: ${told}. Check the AWS credentials and their rights.`);
  }
  const isServers = "$fault" in error && error.$fault === "server";
  // What answers may be no Athena: a proxy with a page of HTML.
  const isUnreadable = "$response" in error && !("$fault" in error);
  if (BUSY.test(error.name) || isServers || isUnreadable || isConnectionLoss(error)) {
    return failedStep("pull-unreachable", `Athena cannot be reached or is busy (${told}). Pull again.`);
  }
  if (!("$fault" in error)) throw error;
  return failedStep("pull-query-failed", `Athena says: ${told}. Mend the setting pull.`);
}
