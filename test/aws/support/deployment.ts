/**
 * The installation, played on this machine from its templates alone: queues, buckets, secrets, the database's doors, functions under the
 * real runtime client, and what sets them off. In: the folder of a synthesised environment, a real PostgreSQL. Out: the acts of the world
 * around it, and what can be seen of it.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from "@aws-sdk/client-sqs";
import { z } from "zod";
import type { EmbeddedPostgres } from "../../../src/platform/postgres/embedded-postgres.ts";
import { credentialsOf } from "./caller.ts";
import { CLUSTER_HOST, PROXY_HOST, playedAttributes } from "./played-attributes.ts";
import { playDatabase, type PlayedDatabase } from "./played-database.ts";
import { playFunction, type Answer, type PlayedFunction } from "./played-function.ts";
import { playGateway, type PlayedGateway } from "./played-gateway.ts";
import { issuerHostOf, mayGoOut, playIssuer, type PlayedIssuer } from "./played-issuer.ts";
import { playS3, type PlayedS3 } from "./played-s3.ts";
import { playSecrets, type PlayedSecrets } from "./played-secrets.ts";
import { keyOf, openSqsDoor, type PlayedSqs } from "./played-sqs.ts";
import { isAllowed, mayUseKey } from "./rights.ts";
import { readInstallation, type Installation, type Resource } from "./stacks.ts";

export interface Deployment {
  readonly installation: Installation;
  readonly s3: PlayedS3;
  readonly sqs: PlayedSqs;
  readonly secrets: PlayedSecrets;
  readonly issuer: PlayedIssuer;
  readonly gateway: PlayedGateway;
  readonly database: PlayedDatabase;
  /** As the deployment's trigger, a schedule or a person does it. */
  readonly invoke: (name: string, event: unknown) => Promise<Answer>;
  /** Fires the schedule of this name as it stands in the template, as if its time had come. */
  readonly fire: (scheduleName: string, at: string) => Promise<Answer>;
  /** Lets each event source hand over what its queue has, until a round finds nothing. */
  readonly drain: () => Promise<void>;
  /** Hands over once, and what failed comes at once again: the time that it would be hidden passes. */
  readonly round: () => Promise<number>;
  readonly functions: ReadonlyMap<string, PlayedFunction>;
  readonly logs: () => string;
  readonly stop: () => Promise<void>;
}

export async function deploy(folder: string, server: EmbeddedPostgres): Promise<Deployment> {
  const work = await mkdtemp(join(tmpdir(), "oc-deployment-"));
  const place = readInstallation(folder);
  const door = await openSqsDoor();
  const installation = readInstallation(folder, playedAttributes(place, door.address));
  const sqs = await door.play(installation);
  const s3 = await playS3(installation, (queueArn, bucketArn, body) => {
    const sender = { service: "s3.amazonaws.com", sourceArn: bucketArn, sourceAccount: installation.account };
    if (!sqs.send(queueArn, body, sender)) throw new Error(`${queueArn} does not take notifications of ${bucketArn}`);
  });
  const secrets = await playSecrets(installation);
  const owner = ownerOf(installation);
  secrets.set(owner.secretArn, JSON.stringify({ username: owner.user, password: owner.password }));
  const socketFolder = decodeURIComponent(/host=([^&]+)/.exec(server.connectionString)?.[1] ?? "");
  const real = { socketPath: join(socketFolder, ".s.PGSQL.5432"), owner };
  const issuerHost = issuerHostOf(installation);
  const database = await playDatabase(installation, real, work, [issuerHost]);
  const issuer = await playIssuer(installation, issuerHost, database.certificate);
  const functions = new Map<string, PlayedFunction>();
  for (const { properties } of installation.ofType("AWS::Lambda::Function")) {
    const name = String(properties["FunctionName"]);
    // What CDK brings for its own trigger is none of ours.
    if (!name.startsWith("opencommission-")) continue;
    const around = {
      variables: {
        ...credentialsOf(name, installation.region),
        AWS_ENDPOINT_URL_S3: s3.address,
        AWS_ENDPOINT_URL_SQS: sqs.address,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.address,
      },
      files: { "/var/runtime/ca-cert.pem": database.authorityFile },
      network: {
        [`${PROXY_HOST}:5432`]: database.proxyPort,
        [`${CLUSTER_HOST}:5432`]: database.clusterPort,
        ...(mayGoOut(installation, name, issuerHost) ? { [`${issuerHost}:443`]: issuer.port } : {}),
      },
    };
    functions.set(name, await playFunction(installation, name, around));
  }
  const invoke = async (name: string, event: unknown): Promise<Answer> => {
    const found = functions.get(name);
    if (found === undefined) throw new Error(`the templates have no function ${name}`);
    const answer = await found.invoke(event);
    // A failure's reason stands in the function's log: with it a failing test tells why.
    return answer.ok ? answer : { ...answer, log: found.log().slice(-3000) };
  };
  const sources = installation.ofType("AWS::Lambda::EventSourceMapping");
  const client = new SQSClient({
    region: installation.region,
    endpoint: sqs.emulator.address,
    credentials: { accessKeyId: "service", secretAccessKey: "service" },
  });
  const round = async (): Promise<number> => {
    let handed = 0;
    for (const source of sources) handed += await handOver(installation, client, source, invoke);
    return handed;
  };
  return {
    installation,
    issuer,
    gateway: playGateway(installation, invoke),
    s3,
    sqs,
    secrets,
    database,
    invoke,
    fire: (scheduleName, at) => fireSchedule(installation, scheduleName, at, invoke),
    round,
    drain: async () => {
      while ((await round()) > 0);
    },
    functions,
    logs: () => [...functions.values()].map((one) => one.log()).join("\n"),
    stop: async () => {
      for (const one of functions.values()) await one.stop();
      client.destroy();
      await issuer.stop();
      await Promise.all([database.stop(), s3.stop(), secrets.stop(), sqs.stop()]);
      await rm(work, { recursive: true, force: true });
    },
  };
}

export function ownerOf(installation: Installation): { user: string; password: string; secretArn: string } {
  const [cluster] = installation.ofType("AWS::RDS::DBCluster");
  const user = z.string().parse(cluster?.properties["MasterUsername"]);
  const { region, account } = installation;
  return {
    user,
    password: "changes every week",
    secretArn: `arn:aws:secretsmanager:${region}:${account}:secret:rds!cluster-0123-AbCdEf`,
  };
}

const mapping = z.object({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  BatchSize: z.number(),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  FunctionResponseTypes: z.tuple([z.literal("ReportBatchItemFailures")]),
});

/** What Lambda's poller does: receives as the function's role, calls, deletes what is done. @returns how many were handed over */
async function handOver(
  installation: Installation,
  client: SQSClient,
  source: Resource,
  invoke: Deployment["invoke"],
): Promise<number> {
  const settings = mapping.parse(source.properties);
  const name = settings.EventSourceArn.split(":").at(-1) ?? "";
  for (const action of ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]) {
    if (!isAllowed(installation, settings.FunctionName, action, settings.EventSourceArn)) {
      throw new Error(`${settings.FunctionName} may not ${action} on ${name}`);
    }
  }
  if (!mayUseKey(installation, settings.FunctionName, keyOf(installation, name), "read")) {
    throw new Error(`${settings.FunctionName} may not decrypt what is on ${name}`);
  }
  const url = `http://localhost/000000000000/${name}`;
  const messages = await receive(client, url, settings.BatchSize);
  if (messages.length === 0) return 0;
  const event = { Records: messages.map((message) => recordOf(installation, message, settings.EventSourceArn)) };
  const answer = await invoke(settings.FunctionName, event);
  const failed = failedOf(answer, messages);
  for (const message of messages) {
    if (!failed.has(message.MessageId ?? "")) {
      await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }));
    }
  }
  const again = messages.filter((message) => failed.has(message.MessageId ?? ""));
  for (const message of again) {
    const Entries = [{ Id: "one", ReceiptHandle: message.ReceiptHandle, VisibilityTimeout: 0 }];
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
  }
  return messages.length;
}

async function receive(client: SQSClient, url: string, most: number): Promise<Message[]> {
  const messages: Message[] = [];
  while (messages.length < most) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: Math.min(10, most - messages.length),
        WaitTimeSeconds: 0,
        MessageSystemAttributeNames: ["All"],
      }),
    );
    if (Messages.length === 0) break;
    messages.push(...Messages);
  }
  return messages;
}

function recordOf({ region }: Installation, message: Message, arn: string) {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: {},
    md5OfBody: message.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: arn,
    awsRegion: region,
  };
}

/** A call that failed as a whole failed for each of its messages, and so does one whose answer cannot be read. */
function failedOf(answer: Answer, messages: readonly Message[]): Set<string> {
  const told = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });
  const read = answer.ok ? told.safeParse(answer.value) : null;
  if (read?.success !== true) return new Set(messages.map(({ MessageId }) => MessageId ?? ""));
  return new Set(read.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
}

async function fireSchedule(
  installation: Installation,
  name: string,
  at: string,
  invoke: Deployment["invoke"],
): Promise<Answer> {
  const schedule = installation.named("AWS::Scheduler::Schedule", "Name", name);
  const { Target, State } = z
    .object({
      State: z.string().default("ENABLED"),
      Target: z.object({ Arn: z.string(), RoleArn: z.string(), Input: z.string() }),
    })
    .parse(schedule.properties);
  if (State !== "ENABLED") throw new Error(`${name} is switched off`);
  const role = Target.RoleArn.split("/").at(-1) ?? "";
  if (!isAllowed(installation, role, "lambda:InvokeFunction", Target.Arn))
    throw new Error(`${name} may not call ${Target.Arn}`);
  const event: unknown = JSON.parse(Target.Input.replaceAll("<aws.scheduler.scheduled-time>", at));
  return invoke(Target.Arn.split(":").at(-1) ?? "", event);
}
