/**
 * The pool of connections behind the database. In: an address, or a server that is reached over TLS. Out: a pool of pg whose dying
 * connections end nothing but their own statement.
 *
 * Fit for RDS Proxy: no named statements, no SET outside a transaction, no session state.
 */
import pg from "pg";
import { columnTypes } from "./column-types.ts";
import { DatabaseUnavailable, nameFailure } from "./database-failure.ts";

/** A server that is reached over TLS alone, whose certificate and name are checked. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Asked for each new connection, so that it may be a token. */
  readonly password: () => Promise<string>;
}

export type DatabaseConfig = ({ readonly connectionString: string } | { readonly server: ServerAddress }) & PoolConfig;

interface PoolConfig {
  /** 10 when not given. A close and an approval read by one while they write by another: flows need two. */
  readonly maxConnections?: number;
  /** What others see in pg_stat_activity. */
  readonly applicationName?: string;
}

/** @throws `DatabaseUnavailable` for an address that cannot be read */
export function makePool(config: DatabaseConfig): pg.Pool {
  const pool = new pg.Pool({
    ...connectionOf(config),
    max: config.maxConnections ?? 10,
    application_name: config.applicationName ?? "opencommission",
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    allowExitOnIdle: true,
    types: columnTypes,
  });
  // A connection that dies reports it twice: to the statement under way (handled there), and as an event, which would
  // end the process if nobody listened. An idle one that dies is replaced by the pool.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

function connectionOf(config: DatabaseConfig): pg.PoolConfig {
  if ("server" in config) return { ...config.server, ssl: { rejectUnauthorized: true } };
  // pg would fail on an unreadable address only later, with the password in the error.
  if (!/^postgres(ql)?:\/\//.test(config.connectionString) || !isReadable(config.connectionString)) {
    const expected = "postgresql://user:password@host:5432/database";
    throw new DatabaseUnavailable(
      "database-address-invalid",
      `DATABASE_URL is no PostgreSQL address; expected ${expected}.`,
    );
  }
  return { connectionString: config.connectionString };
}

function isReadable(address: string): boolean {
  try {
    return new pg.Client({ connectionString: address }).database !== undefined;
  } catch {
    return false;
  }
}

/** A connection of the pool, to be released by who asked for it. */
export async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw nameFailure(error);
  }
}
