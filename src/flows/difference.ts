/**
 * What verification finds: one thing that is not as it was left, by name.
 * In: a check that may stumble over a store that somebody else has changed. Out: differences, never a crash over its content.
 */
import { DatabaseUnavailable, sqlState } from "../platform/postgres/database-failure.ts";

export interface Difference {
  /** Kebab-case: `ledger-changed`, `close-differs`, `statement-differs`, `batch-changed`, `fact-changed`, … */
  readonly code: string;
  /** What it is about: an entry, a close, a batch, a contract. */
  readonly subject: string;
  readonly found: string;
  readonly expected: string;
  readonly message: string;
}

/**
 * Runs one check. Where the store holds what no flow writes, our own assertions fail on the way: here that is a finding about the
 * store, told beside all others. What the database itself refuses is thrown on.
 * @param subject what is being checked, such as `close SE-2024-01-1`
 */
export async function tellInsteadOfFailing(
  differences: Difference[],
  subject: string,
  check: () => Promise<void>,
): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof DatabaseUnavailable || sqlState(error) !== null) throw error;
    differences.push({
      code: "not-computable",
      subject,
      found: error.message,
      expected: "content that this program writes",
      message: `The check of ${subject} came to no end: the database holds something there that this program never writes.`,
    });
  }
}
