/**
 * A source system's database for pulls: a table of sales in a database of its own, read by PostgreSQL's adapter or by Athena's.
 */
import { createTestDatabase, type TestDatabase } from "./database.ts";
import { startAthena, type AthenaServer } from "./athena-server.ts";

export interface SaleRow {
  readonly no: string;
  readonly version?: number;
  readonly country?: string | null;
  readonly dealer?: string;
  readonly signed?: string;
  readonly kind?: string;
  readonly financed?: boolean;
  readonly price?: string | null;
  readonly cancelled?: string | null;
  readonly reason?: string | null;
  readonly changedAt?: string | null;
  readonly changeNo?: number;
}

export interface SaleSource {
  readonly database: TestDatabase;
  readonly athena: AthenaServer;
  readonly env: Readonly<Record<string, string>>;
  add(rows: readonly SaleRow[]): Promise<void>;
  /** The setting `pull` for this source; `more` goes over its fields. */
  setting(from: "postgresql" | "athena", more?: object): string;
  end(): Promise<void>;
}

export const SALE_COLUMNS = {
  contractId: "CONTRACT_NO",
  sequence: "VERSION",
  market: "COUNTRY",
  agentId: "DEALER",
  contractDate: "SIGNED",
  category: { column: "KIND", map: { RETAIL: "retail", DEMO: "service-loaner" } },
  financed: "FINANCED",
  amount: "PRICE",
  currency: { column: "COUNTRY", map: { SE: "SEK", JP: "JPY" } },
  brand: { value: "MINI" },
  cancellation: { date: "CANCELLED", reason: "REASON" },
};

export async function startSaleSource(): Promise<SaleSource> {
  const database = await createTestDatabase("none");
  await database.db.run(`
    create table sale (
      contract_no text, version bigint, country text, dealer text, signed timestamp, kind text, financed boolean,
      price numeric(14, 4), cancelled date, reason text, changed_at timestamp, change_no bigint)`);
  const athena = await startAthena(database.connectionString);
  return {
    database,
    athena,
    env: {
      PULL_DATABASE_URL: database.connectionString,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
    },
    add: async (rows) => {
      await database.db.run(
        `insert into sale select contract_no, version, country, dealer, signed, kind, financed, price, cancelled, reason, changed_at, change_no
           from json_to_recordset($1::json) as r (contract_no text, version bigint, country text, dealer text, signed timestamp,
             kind text, financed boolean, price numeric, cancelled date, reason text, changed_at timestamp, change_no bigint)`,
        [JSON.stringify(rows.map(columnsOf))],
      );
    },
    setting: (from, more = {}) =>
      JSON.stringify({
        ...(from === "postgresql"
          ? { from, address: "env:PULL_DATABASE_URL" }
          : { from, region: "eu-north-1", workGroup: "pull", database: "sales", endpoint: athena.endpoint }),
        source: "midas",
        query: "select * from sale -- as it stands",
        watermark: { column: "CHANGED_AT", type: "timestamp", overlapMinutes: 60 },
        columns: SALE_COLUMNS,
        ...more,
      }),
    end: async () => {
      await athena.close();
      await database.drop();
    },
  };
}

function columnsOf(row: SaleRow) {
  return {
    contract_no: row.no,
    version: row.version ?? 1,
    country: row.country === undefined ? "SE" : row.country,
    dealer: row.dealer ?? "MINI Agent 1",
    signed: row.signed ?? "2024-01-16",
    kind: row.kind ?? "RETAIL",
    financed: row.financed ?? true,
    price: row.price === undefined ? "100000" : row.price,
    cancelled: row.cancelled ?? null,
    reason: row.reason ?? null,
    changed_at: row.changedAt === undefined ? "2024-01-17 09:00:00" : row.changedAt,
    change_no: row.changeNo ?? 1,
  };
}
