/**
 * Amazon Athena as far as a pull needs it: a real HTTP server that speaks four operations of its API (JSON 1.1) and refuses the rest.
 * Queries run on a real PostgreSQL, read-only, and their rows are written as Athena writes them. In: the database's address.
 * Out: an endpoint, what was asked of it, and faults to be switched on.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import pg from "pg";
import { z } from "zod";

export interface AthenaServer {
  readonly endpoint: string;
  /** The names of the operations, in order. */
  readonly calls: string[];
  /** Statements and parameters as they came. */
  readonly queries: { readonly sql: string; readonly parameters: readonly string[] }[];
  /** `deny`: no right to ask. `busy`: each operation is refused once. `endless`: no query ends. `torn`: the second page is not there. */
  fault: "none" | "deny" | "busy" | "endless" | "torn";
  close(): Promise<void>;
}

interface Execution {
  state: "QUEUED" | "SUCCEEDED" | "FAILED";
  reason: string;
  names: string[];
  /** The header first. */
  rows: (string | null)[][];
}

const Start = z.object({
  QueryString: z.string(),
  ClientRequestToken: z.string(),
  ExecutionParameters: z.array(z.string()).default([]),
  QueryExecutionContext: z.object({ Catalog: z.literal("AwsDataCatalog"), Database: z.literal("sales") }),
  WorkGroup: z.literal("pull"),
});
const Named = z.object({ QueryExecutionId: z.string() });
const Page = Named.extend({ MaxResults: z.int().min(1).max(1_000), NextToken: z.string().default("0") });

/** PostgreSQL's numbers of types. */
const BOOLEAN = 16;
const TIMESTAMP = 1114;

class Refusal extends Error {
  readonly type: string;
  readonly status: number;
  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

export async function startAthena(databaseAddress: string): Promise<AthenaServer> {
  const executions = new Map<string, Execution>();
  const refusedOnce = new Set<string>();
  const answer = async (operation: string, body: unknown): Promise<object> => {
    athena.calls.push(operation);
    if (athena.fault === "deny") throw new Refusal("AccessDeniedException", "You are not authorized");
    if (athena.fault === "busy" && !refusedOnce.has(operation)) {
      refusedOnce.add(operation);
      throw new Refusal("TooManyRequestsException", "Rate exceeded");
    }
    switch (operation) {
      case "StartQueryExecution": {
        const { QueryString: sql, ExecutionParameters: parameters } = Start.parse(body);
        athena.queries.push({ sql, parameters });
        const id = `query-${athena.queries.length}`;
        executions.set(id, await execute(databaseAddress, sql, parameters));
        return { QueryExecutionId: id };
      }
      case "GetQueryExecution": {
        const { QueryExecutionId: id } = Named.parse(body);
        const { state, reason } = known(executions, id);
        const asked = athena.calls.filter((call) => call === operation).length;
        // The first look always comes too early.
        const shown = athena.fault === "endless" || asked === 1 ? "RUNNING" : state;
        return { QueryExecution: { QueryExecutionId: id, Status: { State: shown, StateChangeReason: reason } } };
      }
      case "GetQueryResults": {
        const { QueryExecutionId: id, MaxResults: most, NextToken: token } = Page.parse(body);
        if (athena.fault === "torn" && token !== "0") throw new Refusal("InternalServerException", "torn", 500);
        return pageOf(known(executions, id), Number(token), most);
      }
      case "StopQueryExecution":
        executions.delete(Named.parse(body).QueryExecutionId);
        return {};
      default:
        throw new Refusal("UnknownOperationException", operation);
    }
  };
  const server = createServer((request, response) => void handle(request, response, answer));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("assertion: it listens on a port");
  const athena: AthenaServer = {
    endpoint: `http://127.0.0.1:${address.port}`,
    calls: [],
    queries: [],
    fault: "none",
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return athena;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (operation: string, body: unknown) => Promise<object>,
): Promise<void> {
  const body = await text(request);
  const target = /^AmazonAthena\.(\w+)$/.exec(String(request.headers["x-amz-target"]))?.[1] ?? "none";
  const reply = (status: number, content: object): void => {
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(content));
  };
  try {
    if (request.headers.authorization?.startsWith("AWS4-HMAC-SHA256 Credential=") !== true) {
      throw new Refusal("UnrecognizedClientException", "The request is not signed");
    }
    if (request.headers["content-type"] !== "application/x-amz-json-1.1") {
      throw new Refusal("InvalidRequestException", `content type ${request.headers["content-type"]}`);
    }
    reply(200, await answer(target, JSON.parse(body)));
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal("InvalidRequestException", String(error));
    reply(refusal.status, { __type: refusal.type, message: refusal.message });
  }
}

function known(executions: ReadonlyMap<string, Execution>, id: string): Execution {
  const execution = executions.get(id);
  if (execution === undefined) throw new Refusal("InvalidRequestException", `Query ${id} was not found`);
  return execution;
}

/** Athena puts the text of a parameter where its question mark stands; so must whoever gives it quote it. */
async function execute(address: string, sql: string, parameters: readonly string[]): Promise<Execution> {
  const client = new pg.Client({ connectionString: address, types: { getTypeParser: () => (value: string) => value } });
  await client.connect();
  try {
    await client.query("begin read only");
    let given = 0;
    // Names are the same to Athena in any case, quoted too.
    const folded = sql.replaceAll(/"\w+"/g, (name) => name.toLowerCase());
    const statement = folded.replaceAll("cast(? as", () => `cast(${parameters[given++]} as`);
    if (given !== parameters.length) throw new Error(`${given} parameters expected, ${parameters.length} given`);
    const { fields, rows } = await client.query<(string | null)[]>({ text: statement, rowMode: "array" });
    const names = fields.map((field) => field.name);
    const values = rows.map((row) => row.map((value, index) => written(value, fields[index]?.dataTypeID ?? 0)));
    return { state: "SUCCEEDED", reason: "", names, rows: [names, ...values] };
  } catch (error) {
    return { state: "FAILED", reason: String(error), names: [], rows: [] };
  } finally {
    await client.end();
  }
}

/** Athena writes a boolean in full, and a timestamp with three decimals at least. */
function written(value: string | null, type: number): string | null {
  if (value === null) return null;
  if (type === BOOLEAN) return value === "t" ? "true" : "false";
  if (type !== TIMESTAMP) return value;
  const [whole = "", fraction = ""] = value.split(".");
  return `${whole}.${fraction.padEnd(3, "0")}`;
}

function pageOf({ names, rows }: Execution, from: number, most: number): object {
  const end = from + most;
  return {
    ResultSet: {
      ResultSetMetadata: { ColumnInfo: names.map((name) => ({ Name: name, Type: "varchar" })) },
      Rows: rows.slice(from, end).map((row) => ({
        Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
      })),
    },
    ...(end < rows.length ? { NextToken: String(end) } : {}),
  };
}
