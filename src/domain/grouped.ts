/**
 * Figures as people read them. In: a decimal string. Out: the same with a space between the thousands.
 */

/** `-1234567.50` as `-1 234 567.50`. */
export function grouped(decimal: string): string {
  const [whole = "", fraction] = decimal.split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, " ");
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}
