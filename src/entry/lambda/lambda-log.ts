/**
 * What a function writes to its log: one JSON object a line, and measurements in CloudWatch's embedded format.
 * Names, amounts and messages' contents never get here: a failure is told by its kind and place, since its text may hold a value.
 */
import { DatabaseUnavailable } from "../../platform/postgres/database-failure.ts";

export type LogValue = string | number | boolean | null | readonly LogValue[] | { readonly [key: string]: LogValue };

export interface LambdaLog {
  readonly info: (message: string, details?: Readonly<Record<string, LogValue>>) => void;
  readonly error: (message: string, error: unknown, details?: Readonly<Record<string, LogValue>>) => void;
}

export function createLog(service: string, requestId: string, write: (line: string) => void = toOutput): LambdaLog {
  const line = (level: string, message: string, details: Readonly<Record<string, LogValue>>): void => {
    write(JSON.stringify({ level, timestamp: new Date().toISOString(), service, requestId, message, ...details }));
  };
  return {
    info: (message, details = {}) => line("INFO", message, details),
    error: (message, error, details = {}) => line("ERROR", message, { ...details, failure: failureOf(error) }),
  };
}

/** Kind, code and place of a failure; its text only where we wrote it ourselves and it holds no data. */
export function failureOf(error: unknown): LogValue {
  if (!(error instanceof Error)) return { name: typeof error === "string" ? error : typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  const told = error instanceof DatabaseUnavailable || error.name === "ObjectStoreUnavailable";
  const at = (error.stack ?? "").split("\n").filter((one) => /^\s+at /.test(one));
  return {
    name: error.name,
    code,
    text: told ? error.message : null,
    at: at.slice(0, 8).map((one) => one.trim()),
    cause: error.cause === undefined ? null : failureOf(error.cause),
  };
}

/** One measurement of each name; CloudWatch reads it from the log. */
export function writeMetrics(
  namespace: string,
  service: string,
  values: Readonly<Record<string, number>>,
  write: (line: string) => void = toOutput,
): void {
  const metrics = Object.keys(values).map((name) => ({ Name: name, Unit: "None" }));
  write(
    JSON.stringify({
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [["service"]], Metrics: metrics }],
      },
      service,
      ...values,
    }),
  );
}

function toOutput(line: string): void {
  process.stdout.write(`${line}\n`);
}
