/**
 * What can go wrong between us and the database for which neither the input nor the code is to blame.
 * In: errors of the driver, of the server, of the file system. Out: one error with a stable code and a message for a
 * person, without passwords or rows, on which the command line exits with 3.
 */
import pg from "pg";

export type DatabaseFailureCode =
  /** Another process works on the embedded data folder. */
  | "data-folder-held"
  /** The folder belongs to another PostgreSQL version, or holds something else than our cluster. */
  | "data-folder-foreign"
  /** The folder belongs to another user. */
  | "data-folder-owner"
  /** The folder cannot be made, entered or written. */
  | "data-folder-unusable"
  /** The server binaries are missing, or do not run here. */
  | "server-not-runnable"
  /** The embedded server ended or did not come up; its log says why. */
  | "server-failed"
  | "disk-full"
  | "database-address-invalid"
  | "database-unreachable"
  /** Wrong password, unknown user or database, no right to connect. */
  | "database-refused"
  | "database-too-old"
  /** Too many connections, or no memory left. */
  | "database-overloaded"
  | "database-read-only"
  /** The connection ended during COMMIT: the work is either wholly there or wholly not. */
  | "commit-outcome-unknown"
  /** The database was migrated by a newer release. */
  | "schema-ahead"
  /** A migration that was already applied reads differently now. */
  | "schema-changed";

/** A failure of the surroundings; `cause` holds the original error for the log. */
export class DatabaseUnavailable extends Error {
  readonly code: DatabaseFailureCode;

  constructor(code: DatabaseFailureCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "DatabaseUnavailable";
    this.code = code;
  }
}

const NO_CONNECTION =
  "The database has no connection left; a command needs up to two connections at a time. Repeat the command when others have ended, or raise the limit.";

function tooSlow(limit: string): string {
  return `The database took longer than its ${limit} allows, or somebody cancelled the work. Nothing of it was committed; repeat the command when the database has less to do, or raise the limit.`;
}

const BY_SQL_STATE: Readonly<Record<string, readonly [DatabaseFailureCode, string]>> = {
  "53100": ["disk-full", "The database's disk is full. Nothing was committed; make room, then repeat the command."],
  "53200": ["database-overloaded", "The database ran out of memory. Repeat the command."],
  "53300": ["database-overloaded", NO_CONNECTION],
  // The server's own limits cut a statement off, or end a session that waits in a transaction.
  "57014": ["database-overloaded", tooSlow("statement_timeout")],
  "55P03": ["database-overloaded", tooSlow("lock_timeout")],
  "25P03": ["database-overloaded", tooSlow("idle_in_transaction_session_timeout")],
  "25P04": ["database-overloaded", tooSlow("transaction_timeout")],
  "25006": ["database-read-only", "The database takes no writes now (it is a standby, or set read-only)."],
  "28000": ["database-refused", "The database refuses this user. Check DATABASE_URL."],
  "28P01": ["database-refused", "The database refuses the password. Check DATABASE_URL."],
  "3D000": ["database-refused", "The database named in DATABASE_URL does not exist. Create it, or name another."],
  "58030": ["database-unreachable", "The database could not read or write its files; its log says why."],
};

const UNREACHABLE =
  "The database cannot be reached, or ended the connection. Check that it runs, then repeat the command.";
/** Those of sockets and name look-up; a missing file has the same ENOENT, but another system call. */
const NETWORK_CODES = /^(ECONN\w+|EPIPE|ETIMEDOUT|E(HOST|NET)UNREACH|ENOTFOUND|EAI_AGAIN)$|SSL|TLS|CERT/;
/** The driver gives these no code; the texts are those of pg 8.23. */
const DRIVER_TEXTS =
  /Connection terminated|connection error and is not queryable|was closed and is not queryable|server does not support SSL/;

/** What the pool says when each of its connections was in use for longer than it waits. */
const POOL_EXHAUSTED = "timeout exceeded when trying to connect";

/** The five characters of PostgreSQL's SQLSTATE, or null when the server did not send this error. */
export function sqlState(error: unknown): string | null {
  return error instanceof pg.DatabaseError && error.code !== undefined ? error.code : null;
}

/** The name of the constraint that a statement violated (SQLSTATE class 23), or null for any other error. */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof pg.DatabaseError) || error.code?.startsWith("23") !== true) return null;
  return error.constraint ?? "";
}

/** Whether the connection is gone, so that nothing more is known of what it was asked. */
export function isConnectionLoss(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== null) return state.startsWith("08") || state.startsWith("57P");
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const connecting = "syscall" in error && error.syscall === "connect";
  return connecting || NETWORK_CODES.test(code) || DRIVER_TEXTS.test(error.message);
}

/** The error as it is to be thrown on: a failure of the surroundings as `DatabaseUnavailable`, all else untouched. */
export function nameFailure(error: unknown): unknown {
  if (error instanceof DatabaseUnavailable) return error;
  const state = sqlState(error);
  const known = state === null ? undefined : BY_SQL_STATE[state];
  if (known !== undefined) return new DatabaseUnavailable(known[0], known[1], error);
  if (error instanceof Error && error.message === POOL_EXHAUSTED)
    return new DatabaseUnavailable("database-overloaded", NO_CONNECTION, error);
  // An attempt on several addresses of one host fails as a bundle.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return isConnectionLoss(first) ? new DatabaseUnavailable("database-unreachable", UNREACHABLE, error) : error;
}
