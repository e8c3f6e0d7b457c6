/**
 * Finds the known name that a new one may be a slip of.
 * In: the known names, once; then one name at a time. Out: the closest of them within two edits, or null.
 */

const MOST_EDITS = 2;

interface Entry {
  readonly key: string;
  readonly name: string;
  /** How many leading characters the key shares with the one before it. */
  readonly shared: number;
}

/**
 * Case does not count as an edit. Of names equally close the first in code unit order is given.
 * The keys are walked in order, so that the rows of the edit table are shared by names with the same beginning: a set of
 * 100 000 names is searched in milliseconds.
 */
export function closestNameAmong(known: ReadonlySet<string>): (name: string) => string | null {
  const sorted = [...known]
    .map((name) => ({ key: name.toLowerCase(), name }))
    .toSorted((a, b) => compare(a.key, b.key) || compare(a.name, b.name));
  const entries = sorted.map((entry, index) => ({
    ...entry,
    shared: sharedLength(sorted[index - 1]?.key ?? "", entry.key),
  }));
  return (name) => closest(entries, name.toLowerCase());
}

function closest(entries: readonly Entry[], wanted: string): string | null {
  const rows: number[][] = [Array.from({ length: wanted.length + 1 }, (_, index) => index)];
  let best: string | null = null;
  // A short name is within two edits of too many others.
  let limit = Math.min(MOST_EDITS, Math.floor(wanted.length / 3));
  let deadPrefix = Infinity;
  for (const { key, name, shared } of entries) {
    if (shared >= deadPrefix) continue;
    // Rows beyond the shared beginning belong to the name before.
    rows.length = Math.min(rows.length, shared + 1);
    deadPrefix = extend(rows, key, wanted, limit);
    if (deadPrefix !== Infinity) continue;
    const distance = rows[key.length]?.[wanted.length] ?? Infinity;
    if (distance > limit) continue;
    best = name;
    limit = distance - 1;
    if (limit < 0) break;
  }
  return best;
}

/** Adds the rows of `key` that are missing; returns the length of the beginning that is already too far off, or Infinity. */
function extend(rows: number[][], key: string, wanted: string, limit: number): number {
  for (let length = rows.length; length <= key.length; length++) {
    const above = rows[length - 1];
    if (above === undefined) throw new Error("assertion: the rows before this one are there");
    const row = [length];
    for (let column = 1; column <= wanted.length; column++) {
      const cost = key[length - 1] === wanted[column - 1] ? 0 : 1;
      row.push(Math.min(at(above, column) + 1, at(row, column - 1) + 1, at(above, column - 1) + cost));
    }
    rows.push(row);
    if (Math.min(...row) > limit) return length;
  }
  return Infinity;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
