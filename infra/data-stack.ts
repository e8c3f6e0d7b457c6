/**
 * The database: Aurora PostgreSQL that sizes itself, reached through a proxy by tokens, and its backups.
 * Out: where it is, who may connect as whom, the groups that let a function reach it.
 */
import { ArnFormat, Duration, RemovalPolicy, Stack, type App } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import * as rds from "aws-cdk-lib/aws-rds";
import { databaseUser, DATABASE_USERS } from "../src/platform/postgres/database-users.ts";
import { addBackups } from "./backups.ts";
import { nameOf, type Environment } from "./environments.ts";
import type { Keys } from "./keys-stack.ts";
import type { Network } from "./network-stack.ts";

export const DATABASE_NAME = "opencommission";
const PORT = 5432;

export interface Data {
  readonly stack: Stack;
  readonly cluster: rds.DatabaseCluster;
  readonly proxy: rds.DatabaseProxy;
  readonly masterSecretArn: string;
  /** Where functions and people sign in. */
  readonly host: string;
  /** Lets its members reach the proxy. */
  readonly clients: ec2.SecurityGroup;
  /** Lets its members reach the server itself: migrations alone, as the schema's owner. */
  readonly owners: ec2.SecurityGroup;
  /** The right to connect through the proxy as one database user. */
  readonly connectAs: (user: string) => { actions: string[]; resources: string[] };
}

export function createData(app: App, environment: Environment, keys: Keys, network: Network): Data {
  const stack = new Stack(app, nameOf(environment, "data"), {
    env: { account: environment.account, region: environment.region },
    description: "OpenCommission: the database, its proxy and its backups",
    terminationProtection: environment.keepData,
  });
  const group = (id: string, description: string): ec2.SecurityGroup =>
    new ec2.SecurityGroup(stack, id, { vpc: network.vpc, description, allowAllOutbound: false });
  const server = group("ServerGroup", "The database server");
  const door = group("ProxyGroup", "The proxy before the database");
  const clients = group("ClientsGroup", "Functions that use the database");
  const owners = group("OwnersGroup", "Migrations, which reach the server itself");
  const byProxy = environment.database.door === "proxy";
  connect(clients, byProxy ? door : server, byProxy ? "functions to the proxy" : "functions to the server");
  connect(door, server, "the proxy to the server");
  connect(owners, server, "migrations to the server");
  const cluster = createCluster(stack, environment, keys, network, server);
  const proxy = new rds.DatabaseProxy(stack, "Proxy", {
    dbProxyName: nameOf(environment, "proxy"),
    proxyTarget: rds.ProxyTarget.fromCluster(cluster),
    vpc: network.vpc,
    vpcSubnets: network.dataSubnets,
    securityGroups: [door],
    requireTLS: true,
    role: proxyRole(stack, cluster),
    // A token from the function to the proxy and from the proxy to the server: no password of a function's exists anywhere.
    defaultAuthScheme: rds.DefaultAuthScheme.IAM_AUTH,
    maxConnectionsPercent: 80,
    maxIdleConnectionsPercent: 20,
    borrowTimeout: Duration.seconds(30),
    idleClientTimeout: Duration.minutes(10),
    debugLogging: false,
  });
  addBackups(stack, environment, keys, cluster);
  const masterSecretArn = cluster.secret?.secretArn;
  if (masterSecretArn === undefined) throw new Error("assertion: RDS keeps the owner's password as a secret");
  return {
    stack,
    cluster,
    proxy,
    masterSecretArn,
    host: byProxy ? proxy.endpoint : cluster.clusterEndpoint.hostname,
    clients,
    owners,
    connectAs: (user) => ({
      actions: ["rds-db:connect"],
      resources: [byProxy ? userArn(stack, proxy, user) : serverUserArn(stack, cluster, user)],
    }),
  };
}

function connect(from: ec2.SecurityGroup, to: ec2.SecurityGroup, what: string): void {
  from.addEgressRule(to, ec2.Port.tcp(PORT), what);
  to.addIngressRule(from, ec2.Port.tcp(PORT), what);
}

/** The proxy signs in to the server as who signed in to it. CDK's own role for it has no right to. */
function proxyRole(stack: Stack, cluster: rds.DatabaseCluster): iam.Role {
  return new iam.Role(stack, "ProxyRole", {
    assumedBy: new iam.ServicePrincipal("rds.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
    }),
    inlinePolicies: {
      connect: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            actions: ["rds-db:connect"],
            resources: DATABASE_USERS.map((name) => serverUserArn(stack, cluster, databaseUser(name))),
          }),
        ],
      }),
    },
  });
}

function serverUserArn(stack: Stack, cluster: rds.DatabaseCluster, user: string): string {
  return `arn:aws:rds-db:${stack.region}:${stack.account}:dbuser:${cluster.clusterResourceIdentifier}/${user}`;
}

/** A proxy's resource id stands at the end of its ARN. */
function userArn(stack: Stack, proxy: rds.DatabaseProxy, user: string): string {
  const id = stack.splitArn(proxy.dbProxyArn, ArnFormat.COLON_RESOURCE_NAME).resourceName;
  return `arn:aws:rds-db:${stack.region}:${stack.account}:dbuser:${id}/${user}`;
}

function createCluster(
  stack: Stack,
  environment: Environment,
  keys: Keys,
  network: Network,
  server: ec2.SecurityGroup,
): rds.DatabaseCluster {
  const { database } = environment;
  const engine = rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_17_7 });
  const parameterGroup = new rds.ParameterGroup(stack, "Parameters", {
    engine,
    description: "OpenCommission",
    parameters: {
      "rds.force_ssl": "1",
      log_min_duration_statement: "5000",
      // A statement's values are names and amounts: what is logged is the statement alone.
      log_parameter_max_length: "0",
      log_parameter_max_length_on_error: "0",
      // A function that is gone does not hold its locks for ever; one that delivers waits for Core View with a batch in hand.
      idle_in_transaction_session_timeout: "900000",
    },
  });
  const instance = {
    caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1,
    autoMinorVersionUpgrade: true,
    publiclyAccessible: false,
    enablePerformanceInsights: true,
    performanceInsightEncryptionKey: keys.database,
  };
  return new rds.DatabaseCluster(stack, "Cluster", {
    clusterIdentifier: nameOf(environment, "database"),
    engine,
    parameterGroup,
    vpc: network.vpc,
    vpcSubnets: network.dataSubnets,
    securityGroups: [server],
    defaultDatabaseName: DATABASE_NAME,
    credentials: rds.Credentials.fromUsername("opencommission_owner", { encryptionKey: keys.secrets }),
    // RDS keeps the owner's password and changes it every seven days.
    manageMasterUserPassword: true,
    iamAuthentication: true,
    serverlessV2MinCapacity: database.leastCapacity,
    serverlessV2MaxCapacity: database.mostCapacity,
    writer: rds.ClusterInstance.serverlessV2("Writer", instance),
    readers: database.standby
      ? [rds.ClusterInstance.serverlessV2("Standby", { ...instance, scaleWithWriter: true })]
      : [],
    storageEncrypted: true,
    storageEncryptionKey: keys.database,
    backup: { retention: Duration.days(database.backupDays), preferredWindow: "00:30-01:30" },
    preferredMaintenanceWindow: "tue:02:00-tue:03:00",
    copyTagsToSnapshot: true,
    cloudwatchLogsExports: ["postgresql"],
    deletionProtection: true,
    removalPolicy: environment.keepData ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
  });
}
