/**
 * How values of PostgreSQL become values here, for each connection of ours; pg's global parsers stay as they are.
 * In: the server's text. Out: int8 as bigint, numeric as its digits, date as `YYYY-MM-DD`, timestamptz as ISO in UTC,
 * bytea as Buffer, json parsed, arrays of these, smaller numbers as number, everything else as the server's text.
 */

type Parser = (text: string) => unknown;

const keepText: Parser = (text) => text;

const SCALARS: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [16, (text) => text === "t"], // bool
  [17, parseBytes], // bytea
  [20, BigInt], // int8
  [21, Number], // int2
  [23, Number], // int4
  [26, Number], // oid
  [700, Number], // float4
  [701, Number], // float8
  [114, parseJson], // json
  [3802, parseJson], // jsonb
  [1082, parseDate], // date
  [1184, parseInstant], // timestamptz
]);

/** Array type -> type of its elements. */
const ELEMENTS: ReadonlyMap<number, number> = new Map([
  [1000, 16],
  [1001, 17],
  [1016, 20],
  [1005, 21],
  [1007, 23],
  [1028, 26],
  [1021, 700],
  [1022, 701],
  [199, 114],
  [3807, 3802],
  [1182, 1082],
  [1185, 1184],
  [1009, 25], // text
  [1015, 1043], // varchar
  [1002, 18], // char
  [1003, 19], // name
  [1231, 1700], // numeric
  [2951, 2950], // uuid
]);

/** The `types` of a connection's configuration. */
export const columnTypes = {
  getTypeParser(oid: number, format?: string): Parser {
    // Only the text format is ever asked for; a binary value would be read wrongly without a sound.
    if (format === "binary") throw new Error("assertion: values are read in text format");
    const element = ELEMENTS.get(oid);
    if (element === undefined) return SCALARS.get(oid) ?? keepText;
    const parse = SCALARS.get(element) ?? keepText;
    return (text) => parseArray(text, parse);
  },
};

/** One element of `{1,NULL,"a \"quoted\" one"}`: quoted with backslash escapes, or bare. */
const ELEMENT = /"((?:[^"\\]|\\.)*)"|([^,{}"]+)/gs;

function parseArray(text: string, parse: Parser): unknown[] {
  if (!/^\{[^{]/.test(text)) throw new Error("assertion: arrays have one dimension");
  return Array.from(text.slice(1, -1).matchAll(ELEMENT), ([, quoted, bare]) => {
    if (quoted !== undefined) return parse(quoted.replace(/\\(.)/gs, "$1"));
    return bare === undefined || bare === "NULL" ? null : parse(bare);
  });
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}

function parseBytes(text: string): Buffer {
  if (!text.startsWith("\\x")) throw new Error("assertion: bytea_output is hex");
  return Buffer.from(text.slice(2), "hex");
}

function parseDate(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) throw new Error("assertion: a date is of the years 1 to 9999 and in ISO style");
  return text;
}

const INSTANT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?([+-]\d\d)(?::(\d\d))?(?::\d\d)?$/;

/**
 * `2026-01-31 23:59:59.25+01` becomes `2026-01-31T22:59:59.250Z`: as `Date#toISOString` writes it, and with six digits
 * only when there are microseconds, so that a value which came from here is read back as the same text.
 */
function parseInstant(text: string): string {
  const parts = INSTANT.exec(text);
  if (parts === null) throw new Error("assertion: a timestamp is of the years 1 to 9999 and in ISO style");
  const [, day, time, fraction = "", hours, minutes = "00"] = parts;
  const micros = fraction.padEnd(6, "0");
  const seconds = new Date(`${day}T${time}${hours}:${minutes}`).toISOString().slice(0, 19);
  return `${seconds}.${micros.endsWith("000") ? micros.slice(0, 3) : micros}Z`;
}
