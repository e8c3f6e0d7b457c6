/**
 * The installation of dev, deployed on a PostgreSQL of its own and migrated, with its secrets set. In: the synthesised folder.
 * Out: the deployment, the database as its owner sees it.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../../src/platform/postgres/open-database.ts";
import type { Database } from "../../../src/platform/postgres/database.ts";
import { startEmbedded } from "../../../src/platform/postgres/embedded-postgres.ts";
import { deploy, ownerOf, type Deployment } from "./deployment.ts";

export interface RunningInstallation {
  readonly deployed: Deployment;
  readonly owner: Database;
  readonly stop: () => Promise<void>;
}

const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

export async function startInstallation(synthesised: string): Promise<RunningInstallation> {
  const folder = await mkdtemp(join(tmpdir(), "oc-installation-"));
  const server = await startEmbedded(join(folder, "data"), FAST);
  const admin = await openDatabase({ connectionString: server.connectionString });
  const deployed = await deploy(join(synthesised, "dev"), server);
  const { user } = ownerOf(deployed.installation);
  // As RDS makes it: an owner who is no superuser, a database, and the role that lets tokens in.
  await admin.run(`create role rds_iam nologin`);
  await admin.run(`create role ${user} login createrole createdb`);
  await admin.run(`grant rds_iam to ${user} with admin option`);
  await admin.run(`create database opencommission owner ${user}`);
  await admin.close();
  const { account, region } = deployed.installation;
  deployed.secrets.set(
    `arn:aws:secretsmanager:${region}:${account}:secret:opencommission-dev-sign-in-AbCdEf`,
    "s3cret",
  );
  const migrated = await deployed.invoke("opencommission-dev-migrate", {});
  if (!migrated.ok) throw new Error(`${migrated.error}\n${migrated.log}`);
  const owner = await openDatabase({
    connectionString: server.connectionString.replace("/postgres?", "/opencommission?"),
  });
  return {
    deployed,
    owner,
    stop: async () => {
      await owner.close();
      await deployed.stop();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
