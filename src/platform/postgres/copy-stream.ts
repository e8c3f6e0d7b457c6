/**
 * COPY over a connection, with back-pressure both ways. In: the statement, rows. Out: rows in batches, or their number.
 */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { decodeChunks, encodeRows } from "./copy-text.ts";
import type { CopyRow } from "./copy-text.ts";

/** Rows of `COPY … TO STDOUT`. When the loop is left early, the rest is read and dropped: the connection stays usable. */
export async function* copyRowsOut(client: pg.ClientBase, sql: string): AsyncGenerator<(string | null)[][]> {
  const stream = client.query(copyTo(sql));
  const chunks = stream.iterator({ destroyOnReturn: false });
  try {
    yield* decodeChunks(chunks);
  } finally {
    if (!stream.readableEnded && !stream.destroyed) for await (const _ of stream.iterator());
  }
}

/** Feeds rows to `COPY … FROM STDIN`; an error of the rows ends the COPY on the server too. Returns the rows copied. */
export async function copyRowsIn(
  client: pg.ClientBase,
  sql: string,
  rows: AsyncIterable<CopyRow> | Iterable<CopyRow>,
): Promise<number> {
  const stream = client.query(copyFrom(sql));
  await pipeline(Readable.from(encodeRows(rows), { objectMode: true, highWaterMark: 2 }), stream);
  return stream.rowCount;
}
