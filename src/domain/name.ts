/**
 * Names of agents, as workbooks and messages give them: one normal form for both, so that they meet.
 */

// Unicode's White_Space but the line breaks and tabs count as space inside a name.
const SPACE_RUN = /[\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/gu;
// Control, format (zero width, bidi), surrogate, private, unassigned, line and paragraph separators;
// letters and marks that show nothing (Hangul fillers, variation selectors), and the Braille blank.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{DI}\u2800]/u;

/** Outer space cut, inner runs of space (no-break ones too) made one, Unicode NFC. */
export function normaliseName(text: string): string {
  return text.replace(SPACE_RUN, " ").trim().normalize("NFC");
}

/** Whether a normalised name can be an agent's: 1 to 200 characters (code points), no control or invisible ones. */
export function isAgentName(name: string): boolean {
  const length = [...name].length;
  return length >= 1 && length <= 200 && !INVISIBLE.test(name);
}

/** Whether two names are one person's, for the rules of who may do what: written otherwise it is still the same name. */
export function sameName(a: string, b: string): boolean {
  return normaliseName(a).toLowerCase() === normaliseName(b).toLowerCase();
}
