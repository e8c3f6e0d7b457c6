/**
 * A small reader of TypeScript for the architecture rules. In: source text.
 * Out: the same text with comments, or comments and the content of literals, blanked, so that a rule about code does not
 * trip over prose; and the literals. Lines and columns stay where they were.
 */

export interface ReadSource {
  /** Comments blanked. */
  readonly uncommented: string;
  /** Comments, regular expressions and the content of strings blanked. */
  readonly code: string;
  /** Contents of strings and of the fixed parts of templates. */
  readonly literals: readonly string[];
}

type Part = "code" | "comment" | "string" | "regex";

interface Span {
  readonly part: Part;
  readonly start: number;
  readonly end: number;
}

// After one of these a slash begins a regular expression; after anything else it divides.
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|do|else))\s*$/;

export function readSource(text: string): ReadSource {
  const spans = spansOf(text);
  const blanked = (parts: readonly Part[]): string =>
    spans
      .map(({ part, start, end }) => {
        const own = text.slice(start, end);
        return parts.includes(part) ? own.replace(/[^\n]/g, " ") : own;
      })
      .join("");
  return {
    uncommented: blanked(["comment"]),
    code: blanked(["comment", "string", "regex"]),
    literals: spans.filter((s) => s.part === "string").map((s) => text.slice(s.start, s.end)),
  };
}

function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  // For each open template: how many braces are open inside its current `${`.
  const templates: number[] = [];
  let at = 0;
  let codeFrom = 0;
  const take = (part: Part, start: number, end: number): void => {
    spans.push({ part: "code", start: codeFrom, end: start }, { part, start, end });
    at = end;
    codeFrom = end;
  };
  const takeTemplate = (start: number): void => {
    const end = endOfTemplatePart(text, start);
    take("string", start, end);
    if (text.startsWith("${", end)) {
      templates.push(0);
      at = end + 2;
    } else {
      at = end + 1;
    }
  };
  while (at < text.length) {
    const char = text[at];
    const braces = templates.at(-1);
    if (text.startsWith("//", at)) take("comment", at, endAt(text, "\n", at));
    else if (text.startsWith("/*", at)) take("comment", at, endAt(text, "*/", at + 2) + 2);
    else if (char === '"' || char === "'") {
      take("string", at + 1, endOfQuoted(text, at + 1, char));
      at += 1;
    } else if (char === "`") takeTemplate(at + 1);
    else if (char === "/" && BEFORE_REGEX.test(text.slice(Math.max(codeFrom, at - 40), at))) {
      take("regex", at + 1, endOfRegex(text, at + 1));
      at += 1;
    } else if (braces !== undefined && char === "}" && braces === 0) {
      templates.pop();
      takeTemplate(at + 1);
    } else {
      if (braces !== undefined && char === "{") templates[templates.length - 1] = braces + 1;
      if (braces !== undefined && char === "}") templates[templates.length - 1] = braces - 1;
      at += 1;
    }
  }
  spans.push({ part: "code", start: codeFrom, end: text.length });
  return spans;
}

function endAt(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found;
}

function endOfQuoted(text: string, from: number, quote: string): number {
  let at = from;
  while (at < text.length && text[at] !== quote && text[at] !== "\n") at += text[at] === "\\" ? 2 : 1;
  return Math.min(at, text.length);
}

function endOfTemplatePart(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== "`" && !text.startsWith("${", at)) at += text[at] === "\\" ? 2 : 1;
  return Math.min(at, text.length);
}

function endOfRegex(text: string, from: number): number {
  let at = from;
  let inClass = false;
  while (at < text.length && text[at] !== "\n" && (inClass || text[at] !== "/")) {
    if (text[at] === "[") inClass = true;
    if (text[at] === "]") inClass = false;
    at += text[at] === "\\" ? 2 : 1;
  }
  return Math.min(at, text.length);
}
