/**
 * The function that a deployment calls before it replaces any other: brings the schema up, and the rights of the database's users with
 * it. In: the owner's password, which RDS keeps and changes. Out: the migrations that were applied. A failure stops the deployment.
 */
import { join } from "node:path";
import { z } from "zod";
import { grantUsers } from "../../platform/postgres/database-users.ts";
import { openDatabase } from "../../platform/postgres/open-database.ts";
import { migrate } from "../../platform/postgres/migrate.ts";
import { readManagedSecret } from "../../platform/secrets-manager.ts";
import { withoutTelling, type CallContext } from "./lambda-context.ts";
import { FUNCTION_ENVIRONMENTS, readEnvironment } from "./lambda-environment.ts";
import { createLog } from "./lambda-log.ts";

const env = readEnvironment(FUNCTION_ENVIRONMENTS.migrate, process.env);
/** Beside the bundle. */
const MIGRATIONS = join(import.meta.dirname, "migrations");
const owner = z.object({ username: z.string(), password: z.string() });

export const handler = (_event: unknown, context: CallContext): Promise<{ readonly applied: string[] }> => {
  const log = createLog("migrate", context.awsRequestId);
  return withoutTelling(
    "migrate",
    async () => {
      const { applied } = await bringUp();
      log.info("schema is current", { applied });
      return { applied };
    },
    (error) => log.error("the schema could not be brought up", error),
  );
};

async function bringUp(): Promise<{ applied: string[] }> {
  const { username } = await readOwner();
  const db = await openDatabase({
    server: {
      host: env.DATABASE_HOST,
      port: Number(env.DATABASE_PORT),
      database: env.DATABASE_NAME,
      user: username,
      // Read anew for each connection: it may be changed at any time.
      password: async () => (await readOwner()).password,
    },
    maxConnections: 1,
    applicationName: "opencommission_migrate",
  });
  try {
    const { applied } = await migrate(db, MIGRATIONS);
    await grantUsers(db);
    return { applied };
  } finally {
    await db.close();
  }
}

async function readOwner(): Promise<{ username: string; password: string }> {
  const secret = await readManagedSecret(env.DATABASE_SECRET_ARN);
  if (secret === null) throw new Error("assertion: the owner's secret is there and may be read");
  return owner.parse(JSON.parse(secret));
}
