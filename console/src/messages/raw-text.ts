/**
 * A message as it came, for the eye: its text in pieces, those of fields with problems marked. In: any text, and the fields' paths.
 * Out: pieces that, put together, are the text (or the text with line breaks put in between its parts).
 *
 * Nothing is parsed: a duplicate key, a number too large, an unfinished text all stay as they are. Text that is no JSON is not marked.
 */
export interface Piece {
  readonly text: string;
  /** The path of the field that has a problem, where this is its value. */
  readonly field: string | null;
}

const TOKEN = /\s+|"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/gsu;
const INDENT = "  ";
/** No field with a problem lies deeper, and a hostile text may be nested a hundred thousand times. */
const DEEPEST = 34;

interface Level {
  readonly path: string;
  readonly isArray: boolean;
  index: number;
  key: string;
}

/** @param spread on lines of their own, as people read JSON; else exactly as it came */
export function rawPieces(text: string, fields: readonly string[], spread: boolean): Piece[] {
  const wanted = new Set(fields);
  const tokens = [...text.matchAll(TOKEN)].map((found) => found[0]);
  const pieces: Piece[] = [];
  const levels: Level[] = [];
  const add = (piece: string, field: string | null = null): void => {
    const last = pieces.at(-1);
    if (last !== undefined && last.field === field) pieces[pieces.length - 1] = { field, text: last.text + piece };
    else pieces.push({ text: piece, field });
  };
  const line = (): void => {
    if (spread) add(`\n${INDENT.repeat(Math.min(levels.length, DEEPEST))}`, markOf(levels, wanted));
  };
  tokens.forEach((token, i) => {
    if (/^\s/.test(token)) {
      if (!spread) add(token, markOf(levels, wanted));
      return;
    }
    const level = levels.at(-1);
    if (token === "{" || token === "[") {
      add(token, markOf(levels, wanted));
      levels.push({ path: pathOf(levels), isArray: token === "[", index: 0, key: "" });
      if (nextOf(tokens, i) !== (token === "{" ? "}" : "]")) line();
      return;
    }
    if (token === "}" || token === "]") {
      levels.pop();
      if (!/^[{[]$/.test(beforeOf(tokens, i))) line();
      add(token, markOf(levels, wanted));
      return;
    }
    if (token === "," && level !== undefined) {
      level.index += 1;
      level.key = "";
      add(token);
      line();
      return;
    }
    if (token === ":") {
      add(spread ? ": " : ":", markOf(levels, wanted));
      return;
    }
    if (level !== undefined && !level.isArray && nextOf(tokens, i) === ":") level.key = keyOf(token);
    add(token, markOf(levels, wanted));
  });
  return pieces;
}

function nextOf(tokens: readonly string[], i: number): string {
  return tokens.slice(i + 1, i + 3).find((token) => !/^\s/.test(token)) ?? "";
}

function beforeOf(tokens: readonly string[], i: number): string {
  return tokens.slice(Math.max(0, i - 2), i).findLast((token) => !/^\s/.test(token)) ?? "";
}

function pathOf(levels: readonly Level[]): string {
  const level = levels.at(-1);
  if (level === undefined || levels.length > DEEPEST) return "";
  const step = level.isArray ? `[${level.index}]` : level.key;
  if (level.path === "" || step === "") return `${level.path}${step}`;
  return level.isArray ? `${level.path}${step}` : `${level.path}.${step}`;
}

/** The outermost field with a problem that this place lies in. */
function markOf(levels: readonly Level[], wanted: ReadonlySet<string>): string | null {
  for (let depth = 1; depth <= Math.min(levels.length, DEEPEST); depth += 1) {
    const path = pathOf(levels.slice(0, depth));
    if (wanted.has(path)) return path;
  }
  return null;
}

function keyOf(token: string): string {
  try {
    const key: unknown = JSON.parse(token);
    return typeof key === "string" ? key : "";
  } catch (error) {
    if (error instanceof SyntaxError) return "";
    throw error;
  }
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** What cannot be seen, or would turn the text around, is written out. */
export function seen(text: string): string {
  return text.replace(UNSEEN, (c) => (c === "\n" || c === "\t" ? c : `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`));
}
