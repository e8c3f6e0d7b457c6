/**
 * Contract rows from a PostgreSQL: a cursor in a read-only transaction, so that any number of rows is read in little memory and nothing
 * can be written there. In: the address by reference, a time limit. Out: rows as the server's own texts, times in UTC.
 *
 * Rows that commit while it is read are not seen: the next pull has them, within the overlap.
 */
import pg from "pg";
import type { PostgresqlRows } from "../../domain/pull-setting.ts";
import { isConnectionLoss, sqlState } from "../postgres/database-failure.ts";
import { failedStep, orderedQuery, quotedName, type RowRequest, type RowSource, type RowStep } from "./row-source.ts";
import { readSecret } from "../secret.ts";

const CHUNK_ROWS = 1_000;
const CONNECT_MS = 10_000;
/** The server tells first that time is over, and says so better. */
const GRACE_MS = 5_000;
const EXPECTED = "postgresql://user:password@host:5432/database";

export function createPostgresqlRows(
  setting: PostgresqlRows & { readonly timeoutMs: number },
  env: NodeJS.ProcessEnv,
): RowSource {
  let client: pg.Client | null = null;
  return {
    async *read(request) {
      const address = await readSecret(setting.address, env, { what: "the address to pull from", next: "pull again" });
      if (!address.ok) {
        yield failedStep("pull-address", address.message);
        return;
      }
      client = connectionTo(address.secret, setting.timeoutMs);
      if (client === null) {
        yield failedStep("pull-address", `${setting.address} holds no PostgreSQL address; expected ${EXPECTED}.`);
        return;
      }
      let connected = false;
      try {
        await client.connect();
        connected = true;
        yield* readWith(client, request, setting.timeoutMs);
      } catch (error) {
        yield failureOf(error, setting, connected);
      }
    },
    close: async () => {
      const open = client;
      client = null;
      // A connection that was lost, or whose server was never reached, has nothing left to be said goodbye to.
      await open?.end().catch(() => undefined);
    },
  };
}

/** Null when the address cannot be read. pg would tell it, with the password, in its error. */
function connectionTo(address: string, timeoutMs: number): pg.Client | null {
  if (!/^postgres(ql)?:\/\//.test(address)) return null;
  let client: pg.Client;
  try {
    client = new pg.Client({
      connectionString: address,
      application_name: "opencommission pull",
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: timeoutMs + GRACE_MS,
      keepAlive: true,
      // Every value is the server's text: no float, no date of JavaScript's comes near it.
      types: { getTypeParser: () => (text: string) => text },
    });
  } catch {
    return null;
  }
  // What ends a connection is told to the statement under way; the event alone would end the process.
  client.on("error", () => undefined);
  return client;
}

async function* readWith(client: pg.Client, request: RowRequest, timeoutMs: number): AsyncGenerator<RowStep> {
  await client.query("begin isolation level repeatable read read only");
  await client.query("set local timezone to 'UTC'");
  await client.query("set local datestyle to 'ISO, YMD'");
  await client.query(`set local statement_timeout to ${timeoutMs}`);
  const shape = await client.query(`select * from (\n${request.query}\n) as pulled limit 0`);
  const names = shape.fields.map((field) => field.name);
  yield { kind: "columns", names };
  const column = watermarkColumn(names, request.watermark.column);
  const bound = request.from === null ? null : "$1";
  const statement = `declare pulled no scroll cursor for ${orderedQuery(request.query, column, bound)}`;
  await client.query(statement, request.from === null ? [] : [request.from]);
  for (;;) {
    const { rows } = await client.query<(string | null)[]>({
      text: `fetch forward ${CHUNK_ROWS} from pulled`,
      rowMode: "array",
    });
    if (rows.length === 0) return;
    yield { kind: "rows", rows };
  }
}

/** Quoted as the server has it: unquoted names of its own are in lower case, whatever the setting says. */
function watermarkColumn(names: readonly string[], column: string): string {
  const folded = names.filter((name) => name.toLowerCase() === column.toLowerCase());
  return quotedName(names.includes(column) || folded[0] === undefined ? column : folded[0]);
}

function failureOf(
  error: unknown,
  setting: PostgresqlRows & { readonly timeoutMs: number },
  connected: boolean,
): RowStep {
  const state = sqlState(error) ?? "";
  const told = error instanceof Error ? error.message : String(error);
  // The driver gives no code where the server wants a password and the address has none.
  if (/^(28|3D|42501)/.test(state) || told.startsWith("SASL: ")) {
    return failedStep("pull-refused", `The source refuses: ${told}. Check user, rights and ${setting.address}.`);
  }
  if (state === "57014" || told === "Query read timeout") {
    const seconds = setting.timeoutMs / 1_000;
    return failedStep(
      "pull-timeout",
      `The source gave no rows within ${seconds} s. An index on the watermark column helps.`,
    );
  }
  // A bundle is what an attempt on several addresses of one host fails with.
  // Whatever keeps a connection from being made, a certificate say, has its reason outside.
  if (!connected || isConnectionLoss(error instanceof AggregateError ? error.errors[0] : error)) {
    return failedStep(
      "pull-unreachable",
      `The source cannot be reached, or ended the connection (${told}). Pull again.`,
    );
  }
  if (state === "") throw error;
  return failedStep("pull-query-failed", `The source says of the query: ${told}. Mend the setting pull.`);
}
