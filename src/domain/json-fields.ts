/**
 * Reading a JSON object field by field, as settings need it. In: an object of unknown fields. Out: what each field holds, and
 * everything that is wrong, fields that nobody asked for included. What is given for a wrong field is never used.
 */

/** Where a secret is: `env:NAME`, `file:PATH`, or `secret:` and the ARN of one in AWS Secrets Manager. */
export type SecretReference = `env:${string}` | `file:${string}` | `secret:${string}`;

const SECRET_ARN = /^secret:arn:aws[\w-]*:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@-]+$/;

export interface FieldProblem {
  /** A path such as `tls.caFile`. */
  readonly field: string;
  readonly found: string;
  readonly expected: string;
}

export interface FieldReader {
  readonly text: (name: string) => string;
  readonly matching: (name: string, pattern: RegExp, expected: string) => string;
  readonly address: (name: string) => string;
  readonly secret: (name: string) => SecretReference;
  readonly integer: (name: string, least: number, most: number, otherwise: number) => number;
  readonly oneOf: <T extends string>(name: string, values: readonly T[]) => T | null;
  readonly optional: <T>(name: string, read: (name: string) => T) => T | null;
  /** Null when it is absent. */
  readonly section: (name: string) => FieldReader | null;
  readonly report: (name: string, found: string, expected: string) => void;
  /** The first thing that is wrong, a field that nobody asked for included. */
  readonly problem: () => FieldProblem | null;
  /** All of it: what was reported of fields, then fields that nobody asked for, then what the sections have. */
  readonly problems: () => readonly FieldProblem[];
}

export function readFields(value: Readonly<Record<string, unknown>>): FieldReader {
  return fieldsOf(value, "");
}

function fieldsOf(value: Readonly<Record<string, unknown>>, path: string): FieldReader {
  const known = new Set<string>();
  const sections: FieldReader[] = [];
  const reported: FieldProblem[] = [];
  const get = (name: string): unknown => {
    known.add(name);
    return Object.hasOwn(value, name) ? value[name] : undefined;
  };
  const report = (name: string, found: string, expected: string): void => {
    reported.push({ field: `${path}${name}`, found, expected });
  };
  const reader: FieldReader = {
    ...textFields(get, report),
    integer: (name, least, most, otherwise) => {
      const found = get(name);
      if (found === undefined || found === null) return otherwise;
      if (typeof found === "number" && Number.isInteger(found) && found >= least && found <= most) return found;
      report(name, shown(found), `a whole number from ${least} to ${most}`);
      return otherwise;
    },
    oneOf: (name, values) => {
      const found = get(name);
      const one = values.find((v) => v === found) ?? null;
      if (one === null) report(name, shown(found), `one of ${values.join(", ")}`);
      return one;
    },
    optional: (name, read) => {
      const found = get(name);
      return found === undefined || found === null ? null : read(name);
    },
    section: (name) => {
      const found = get(name);
      if (found === undefined || found === null) return null;
      if (!isJsonObject(found)) {
        report(name, shown(found), "an object");
        return null;
      }
      const section = fieldsOf(found, `${path}${name}.`);
      sections.push(section);
      return section;
    },
    report,
    problem: () => reader.problems()[0] ?? null,
    problems: () => {
      const unknown = Object.keys(value).filter((name) => !known.has(name));
      const expected = `one of ${[...known].join(", ")}`;
      return [
        ...reported,
        ...unknown.map((name) => ({ field: `${path}${name}`, found: name, expected })),
        ...sections.flatMap((section) => section.problems()),
      ];
    },
  };
  return reader;
}

type TextFields = Pick<FieldReader, "text" | "matching" | "address" | "secret">;

function textFields(get: (name: string) => unknown, report: FieldReader["report"]): TextFields {
  const matching = (name: string, pattern: RegExp, expected: string): string => {
    const found = get(name);
    if (typeof found === "string" && pattern.test(found)) return found;
    report(name, shown(found), expected);
    return "";
  };
  return {
    text: (name) => matching(name, /^(?!\s)[^\p{Cc}]+(?<!\s)$/u, "a text"),
    matching,
    address: (name) => {
      const text = matching(name, /^https?:\/\/[^\s?#@]+$/, "an https address without user, query and fragment");
      if (text.startsWith("http://") && !/^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:\/|$)/.test(text)) {
        report(name, text, "https; plain http is for loopback only");
      }
      return text.replace(/\/+$/, "");
    },
    secret: (name) => {
      const text = get(name);
      if (typeof text === "string" && /^env:[A-Za-z_]\w*$/.test(text)) return `env:${text.slice(4)}`;
      if (typeof text === "string" && /^file:\S.*$/.test(text)) return `file:${text.slice(5)}`;
      if (typeof text === "string" && SECRET_ARN.test(text)) return `secret:${text.slice(7)}`;
      // What was found may be the secret itself: it is not told back.
      report(
        name,
        text === undefined ? "nothing" : "no reference",
        "where the secret is: env:NAME, file:PATH or secret:ARN",
      );
      return "env:";
    },
  };
}

/** Long texts are not told back. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value !== "string") return JSON.stringify(value);
  return value.length > 100 ? `${value.length} characters` : value;
}

export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
