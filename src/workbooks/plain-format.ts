/**
 * Tells at a glance the number formats that show a number and nothing else.
 * Most cells have one of them, and a sheet may have 200 000 cells: their formats need not be taken apart.
 */
const PLAIN = /^(?:General|#,##0|0)(?:\.0+)?$/;

/** Whether the format surely shows no percent, date, time, currency or unit; false says nothing. */
export function isPlainFormat(format: string): boolean {
  return PLAIN.test(format);
}
