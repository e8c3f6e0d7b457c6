/**
 * Lines of the log: one JSON object each, about requests and never about what is in them. In: what happened. Out: a line.
 * Names, amounts, tokens and addresses with parameters have no field here; a person is a number, a route its pattern.
 */
export interface LogLine {
  readonly at: string;
  readonly level: "info" | "warning" | "error";
  readonly event: "request" | "failure" | "worker" | "server";
  readonly request?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly code?: string;
  readonly person?: string;
  readonly ms?: number;
  readonly error?: string;
  readonly stack?: readonly string[];
  readonly batches?: number;
}

/** JSON escapes line ends and control characters, so that no text can forge a line. */
export function logText(line: LogLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** An error by its kind and the places in the code: its message may hold what others wrote. */
export function errorFields(error: unknown): Pick<LogLine, "error" | "stack" | "code"> {
  if (!(error instanceof Error)) return { error: typeof error };
  const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  return {
    error: error.name,
    ...code,
    stack: places.slice(0, 8).map((place) => place.trim().replace(/\(?file:.*\/src\//, "(src/")),
  };
}
