/**
 * Where contract rows are pulled from and how they become events: the setting `pull`.
 * In: what a person wrote, or JSON that was stored. Out: a checked setting, or everything that is wrong with it, by path.
 *
 * It names the address of a database by reference (`env:NAME`, `file:PATH`) and holds no credentials: settings are kept for ever and shown.
 */
import { compareCodePoints } from "./code-point-order.ts";
import { isJsonObject, readFields, type FieldProblem, type FieldReader, type SecretReference } from "./json-fields.ts";
import { WATERMARK_TYPES, type WatermarkSetting } from "./watermark.ts";

export interface PostgresqlRows {
  readonly from: "postgresql";
  /** Of the database, with user and password, such as `env:PULL_DATABASE_URL`. */
  readonly address: SecretReference;
}

export interface AthenaRows {
  readonly from: "athena";
  readonly region: string;
  readonly workGroup: string;
  readonly database: string;
  readonly catalog: string;
  /** `s3://…`; null: the work group's own. */
  readonly outputLocation: string | null;
  /** Null: Amazon's own. */
  readonly endpoint: string | null;
}

/** A column's name; a constant; or a column whose values are translated. */
export type ColumnMapping =
  | string
  | { readonly value: string | boolean }
  | { readonly column: string; readonly map: Readonly<Record<string, string | boolean | null>> };

export interface PullColumns {
  readonly contractId: string;
  readonly sequence: string;
  readonly market: ColumnMapping;
  readonly agentId: ColumnMapping;
  readonly contractDate: ColumnMapping;
  readonly category: ColumnMapping;
  readonly financed: ColumnMapping;
  readonly amount: ColumnMapping;
  readonly currency: ColumnMapping;
  readonly brand: ColumnMapping | null;
  readonly cancellation: { readonly date: string; readonly reason: ColumnMapping | null } | null;
}

export type PullSetting = (PostgresqlRows | AthenaRows) & {
  /** The CloudEvents `source` of the events. */
  readonly source: string;
  readonly query: string;
  readonly watermark: WatermarkSetting;
  readonly columns: PullColumns;
  /** Of each wait for the source, in milliseconds; with Athena, of the whole query. */
  readonly timeoutMs: number;
};

export const PULL_EXPECTED =
  'off, or JSON such as {"from":"postgresql",…} (docs/formats.md, "Pulling contracts by SQL")';

export type PullReading =
  | { readonly ok: true; readonly pull: PullSetting | null }
  /** None where the whole is meant. */
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** What a person wrote: `off`, or a JSON object. */
export function parsePull(text: string): PullReading {
  if (/^off$/i.test(text.trim())) return { ok: true, pull: null };
  try {
    return readPull(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, problems: [] };
  }
}

/** A JSON value as a setting; absent parts get their defaults, unknown ones are refused. Null: nothing is pulled. */
export function readPull(value: unknown): PullReading {
  if (value === null) return { ok: true, pull: null };
  if (!isJsonObject(value)) return { ok: false, problems: [] };
  const fields = readFields(value);
  const from = readFrom(fields);
  for (const name of ["watermark", "columns"]) {
    if ((value[name] ?? null) === null) fields.report(name, "nothing", "an object");
  }
  const source = fields.matching("source", /^(?!\s)[^\p{Cc}]{1,200}(?<!\s)$/u, "a text of 1 to 200 characters");
  const query = fields.matching("query", /^\s*(?:select|with)\b[^;\0]*$/i, "one SELECT, without a semicolon");
  const watermark = readWatermarkSetting(fields);
  const columns = readColumns(fields, value["columns"]);
  const timeoutMs = fields.integer("timeoutMs", 1_000, 3_600_000, 600_000);
  const problems = fields.problems();
  if (problems.length > 0) return { ok: false, problems };
  if (from === null || watermark === null || columns === null)
    throw new Error("assertion: what is missing is a problem");
  return { ok: true, pull: { ...from, source, query, watermark, columns, timeoutMs } };
}

/** As it is written in `settings`. */
export function pullText(pull: PullSetting | null): string {
  return pull === null ? "off" : JSON.stringify(pull);
}

/**
 * What a watermark is the watermark of, as one text: where rows come from, which, and what becomes of them. When any of it changes, rows
 * below the watermark were never read like that.
 */
export function readingOf(pull: PullSetting): string {
  const { source, query, columns, watermark } = pull;
  const from = pull.from === "athena" ? [pull.region, pull.catalog, pull.database] : [pull.address];
  return JSON.stringify([source, pull.from, from, query, watermark.column, watermark.type, columns]);
}

function readFrom(fields: FieldReader): PostgresqlRows | AthenaRows | null {
  const from = fields.oneOf("from", ["postgresql", "athena"]);
  switch (from) {
    case "postgresql":
      return { from, address: fields.secret("address") };
    case "athena":
      return {
        from,
        region: fields.matching("region", /^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-north-1"),
        workGroup: fields.text("workGroup"),
        database: fields.text("database"),
        catalog: fields.optional("catalog", fields.text) ?? "AwsDataCatalog",
        outputLocation: fields.optional("outputLocation", (name) =>
          fields.matching(name, /^s3:\/\/[^\s/]+\/\S*$/, "a place such as s3://bucket/folder/"),
        ),
        endpoint: fields.optional("endpoint", fields.address),
      };
    default:
      return null;
  }
}

function readWatermarkSetting(fields: FieldReader): WatermarkSetting | null {
  const section = fields.section("watermark");
  if (section === null) return null;
  const column = section.text("column");
  const type = section.oneOf("type", WATERMARK_TYPES);
  switch (type) {
    case "integer":
      return { column, type, overlap: section.integer("overlap", 0, 1_000_000_000, 1_000) };
    case "timestamp":
      return { column, type, overlapMinutes: section.integer("overlapMinutes", 0, 527_040, 60) };
    case "date":
      return { column, type, overlapDays: section.integer("overlapDays", 0, 366, 1) };
    default:
      return null;
  }
}

function readColumns(fields: FieldReader, raw: unknown): PullColumns | null {
  const section = fields.section("columns");
  if (section === null || !isJsonObject(raw)) return null;
  const mapping = (name: string): ColumnMapping => readMapping(section, name, raw[name]);
  const cancellation = section.section("cancellation");
  const rawCancellation = raw["cancellation"];
  return {
    contractId: section.text("contractId"),
    sequence: section.text("sequence"),
    market: mapping("market"),
    agentId: mapping("agentId"),
    contractDate: mapping("contractDate"),
    category: mapping("category"),
    financed: mapping("financed"),
    amount: mapping("amount"),
    currency: mapping("currency"),
    brand: section.optional("brand", mapping),
    cancellation:
      cancellation === null || !isJsonObject(rawCancellation)
        ? null
        : {
            date: cancellation.text("date"),
            reason: cancellation.optional("reason", (name) => readMapping(cancellation, name, rawCancellation[name])),
          },
  };
}

/** A text, `{"value": …}`, or `{"column": …, "map": {…}}`. */
function readMapping(fields: FieldReader, name: string, raw: unknown): ColumnMapping {
  if (!isJsonObject(raw)) return fields.text(name);
  const section = fields.section(name);
  if (section === null) throw new Error("assertion: an object is a section");
  if (Object.hasOwn(raw, "value")) {
    const value = section.optional("value", () => raw["value"]);
    if (typeof value === "string" || typeof value === "boolean") return { value };
    section.report("value", JSON.stringify(value), "a text, true or false");
    return "";
  }
  const column = section.text("column");
  const map = section.section("map");
  const rawMap = raw["map"];
  if (map === null || !isJsonObject(rawMap)) return column;
  // In one order: the database keeps keys in an order of its own, and the setting is compared by its text.
  const sorted = Object.entries(rawMap).toSorted(([a], [b]) => compareCodePoints(a, b));
  const entries = sorted.map(([text, to]) => {
    map.optional(text, () => null);
    if (typeof to === "string" || typeof to === "boolean" || to === null) return [text, to] as const;
    map.report(text, JSON.stringify(to), "a text, true, false or null");
    return [text, null] as const;
  });
  return { column, map: Object.fromEntries(entries) };
}
