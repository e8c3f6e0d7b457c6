/**
 * The one order of texts: by Unicode code point, as PostgreSQL's COLLATE "C" has it in a UTF-8 database.
 * In: two well-formed texts. Out: their order. JavaScript's own `<` compares UTF-16 units and puts an emoji before `￿`.
 */

/** Negative when `a` comes first, positive when `b` does, 0 when they are the same text. */
export function compareCodePoints(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i += 1) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue;
    // Where two second halves of surrogate pairs differ, their first halves were the same: the halves order as the wholes do.
    return (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0);
  }
  return a.length - b.length;
}
