/**
 * How a command fails: refused (1), used wrongly (2), or by our own or our surroundings' fault (3).
 */
import type { Refusal } from "../../domain/refusal.ts";

/** Ends a command with exit code 1 and a refusal. */
export class CommandRefused extends Error implements Refusal {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Ends a command with exit code 2. */
export class UsageError extends Error {
  readonly code = "usage";
}

export function usageError(message: string): UsageError {
  return new UsageError(message);
}
