/**
 * A process that owns an embedded database, for tests that kill it: `node embedded-owner.ts FOLDER`.
 * Out: one line of JSON, `{ "address" }` or `{ "code", "message" }`; stops in good order when its input ends.
 */
import { text } from "node:stream/consumers";
import { DatabaseUnavailable } from "../../src/platform/postgres/database-failure.ts";
import { startEmbedded } from "../../src/platform/postgres/embedded-postgres.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("assertion: the folder is named");
try {
  const server = await startEmbedded(folder);
  process.stdout.write(`${JSON.stringify({ address: server.connectionString })}\n`);
  await text(process.stdin);
  await server.stop();
} catch (error) {
  if (!(error instanceof DatabaseUnavailable)) throw error;
  process.stdout.write(`${JSON.stringify({ code: error.code, message: error.message })}\n`);
}
