/**
 * The order of rows and columns as they stand in the person's own sheet. In: cells such as `AB12`. Out: their positions, sorted.
 */
function rowOf(cell: string): number {
  return Number(/\d+$/.exec(cell)?.[0] ?? "0");
}

function columnOf(cell: string): number {
  const letters = /^[A-Z]+/.exec(cell)?.[0] ?? "";
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

export function orderByRow(cells: readonly string[]): number[] {
  return cells.map((_cell, i) => i).toSorted((a, b) => rowOf(cells[a] ?? "") - rowOf(cells[b] ?? ""));
}

export function orderByColumn(cells: readonly string[]): number[] {
  return cells.map((_cell, i) => i).toSorted((a, b) => columnOf(cells[a] ?? "") - columnOf(cells[b] ?? ""));
}
