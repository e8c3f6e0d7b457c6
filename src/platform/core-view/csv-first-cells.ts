/**
 * The first cells of a CSV's rows: the ids of a batch's entries. In: the bytes of a batch (RFC 4180, rows end in CRLF).
 * Out: the first cell of every row but the header.
 */

export function csvFirstCells(csv: Uint8Array): string[] {
  // Without its quoted cells, which alone may hold a line's end. Ids are never quoted.
  const rows = Buffer.from(csv)
    .toString("utf8")
    .replace(/"(?:[^"]|"")*"/g, "")
    .split("\r\n");
  return rows.slice(1, -1).map((row) => row.slice(0, row.indexOf(",")));
}
