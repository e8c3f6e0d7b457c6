/**
 * Asks readers of a PDF to show its title in the window, and not the name of its file, as PDF/UA has it. In: what our compiler wrote.
 * Out: the same with that wish, as long as before.
 *
 * The compiler has no switch for it. Its catalog, which stands last, says how pages turn, and says the default: the wish is as long.
 */
const SAID = Buffer.from("/ViewerPreferences <<\n    /Direction /L2R\n  >>", "latin1");
const TO_SAY = Buffer.from("/ViewerPreferences << /DisplayDocTitle true >>", "latin1");

export function showTitle(pdf: Uint8Array): Uint8Array {
  const changed = Buffer.from(pdf);
  const at = changed.lastIndexOf(SAID);
  if (at === -1 || SAID.length !== TO_SAY.length) {
    throw new Error("assertion: the compiler's catalog is as we know it");
  }
  TO_SAY.copy(changed, at);
  return new Uint8Array(changed);
}
