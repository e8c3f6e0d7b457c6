/**
 * The functions and what sets them off from queues. Out: the functions by name. Each has the rights that its own work needs.
 */
import { Duration, Stack, type App } from "aws-cdk-lib";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import * as secretsmanager from "aws-cdk-lib/aws-secretsmanager";
import * as iam from "aws-cdk-lib/aws-iam";
import type { FunctionName } from "../src/entry/lambda/lambda-environment.ts";
import { databaseUser } from "../src/platform/postgres/database-users.ts";
import { acknowledge } from "./acknowledgements.ts";
import { DATABASE_NAME, type Data } from "./data-stack.ts";
import { ARRIVALS_PREFIX, CLAIMS_PREFIX, RESULT_SUFFIXES, UPLOADS_PREFIX } from "./bucket-layout.ts";
import { createBreakGlass } from "./break-glass.ts";
import { bucketNameOf, nameOf, type Environment } from "./environments.ts";
import type { Keys } from "./keys-stack.ts";
import { createFunction, type FunctionSettings, type Right, type Surroundings } from "./lambda-function.ts";
import type { Messaging } from "./messaging-stack.ts";
import { QUEUES, type QueueName } from "./queue-settings.ts";
import type { Storage } from "./storage-stack.ts";

export interface Parts extends Surroundings {
  readonly data: Data;
  readonly messaging: Messaging;
  readonly storage: Storage;
}

export type WorkFunctionName = Exclude<FunctionName, "migrate">;
export interface Functions {
  readonly stack: Stack;
  readonly byName: Readonly<Record<WorkFunctionName, lambda.Function>>;
}

export function createFunctions(app: App, parts: Parts): Functions {
  const { environment, keys } = parts;
  const stack = new Stack(app, nameOf(environment, "functions"), {
    env: { account: environment.account, region: environment.region },
    description: "OpenCommission: the functions",
  });
  const coreViews = environment.coreViews.map((name) =>
    createSecret(stack, name, "The credential of Core View: a client secret or a private key", parts),
  );
  const signIn = createSecret(stack, "sign-in", "The client's secret at the issuer that people sign in at", parts);
  const make = <Name extends WorkFunctionName>(
    name: Name,
    own: Pick<FunctionSettings<Name>, "variables" | "description"> & Partial<FunctionSettings<Name>>,
  ): lambda.Function =>
    createFunction(stack, name, parts, {
      memoryMib: 512,
      timeout: Duration.minutes(15),
      outward: false,
      failures: parts.messaging.missedSchedules,
      groups: [parts.data.clients],
      ...own,
      rights: [
        parts.data.connectAs(databaseUser(name)),
        // What nobody waits for, and failed for good, goes to a queue that is encrypted.
        ...(own.failures === null ? [] : [{ actions: WRITES_MESSAGES, resources: [keys.messages.keyArn] }]),
        ...(own.rights ?? []),
      ],
    });
  const byName = {
    ...uploadFunctions(make, parts),
    "ingest-contracts": make("ingest-contracts", {
      description: "Contract events of the sending account, and the objects of their claim checks",
      variables: databaseOf("ingest-contracts", parts),
      rights: readObjects(objectsOf(environment, "events", CLAIMS_PREFIX), keys.events.keyArn, parts),
      timeout: Duration.millis(QUEUES["contract-events"].functionTimeoutMs),
      failures: null,
    }),
    "close-period": make("close-period", {
      description: "Closes a month: asks for each market on its queue, and calculates what the queue asks for",
      variables: {
        ...databaseOf("close-period", parts),
        CLOSES_QUEUE_URL: parts.messaging.queues.closes.queue.queueUrl,
      },
      rights: sendMessages(parts.messaging.queues.closes.queue.queueArn, keys.messages.keyArn),
      memoryMib: 3008,
      setsItselfOff: true,
    }),
    ...deliveryFunctions(make, parts, coreViews),
    "export-audit": make("export-audit", {
      description: "Copies the record of acts and the ledger's end to where nobody can change them",
      variables: { ...databaseOf("export-audit", parts), AUDIT_BUCKET: parts.storage.audit.bucketName },
      rights: putProofs("acts/", parts),
      timeout: Duration.minutes(4),
    }),
    watch: make("watch", {
      description: "Measures what no service of AWS knows: rejected, blocked, undelivered, unreconciled, not closed",
      variables: { ...databaseOf("watch", parts), METRICS_NAMESPACE: nameOf(environment, "operations") },
      timeout: Duration.minutes(1),
    }),
    http: httpFunction(make, parts, signIn, coreViews),
  } as const;
  createBreakGlass(stack, environment, keys, parts.data);
  feed(byName["parse-workbook"], "uploads", parts, environment.functions.ingestConcurrency);
  feed(byName["ingest-contracts"], "contract-events", parts, environment.functions.ingestConcurrency);
  feed(byName["close-period"], "closes", parts, environment.functions.ingestConcurrency);
  return { stack, byName };
}

type Make = <Name extends WorkFunctionName>(
  name: Name,
  own: Pick<FunctionSettings<Name>, "variables" | "description"> & Partial<FunctionSettings<Name>>,
) => lambda.Function;

/** What came by an event, and what no event told of: the same work, with the same rights. */
function uploadFunctions(make: Make, parts: Parts): Record<"parse-workbook" | "sweep-uploads", lambda.Function> {
  const { environment, storage, keys, messaging } = parts;
  const place = { UPLOADS_BUCKET: storage.uploads.bucketName, UPLOADS_PREFIX };
  const objects = objectsOf(environment, "uploads", UPLOADS_PREFIX);
  const rights: readonly Right[] = [
    ...readObjects(objects, keys.originals.keyArn, parts),
    { actions: ["s3:GetObjectVersionTagging"], resources: [objects], because: BELOW_PREFIX },
    { actions: ["s3:ListBucket", "s3:ListBucketVersions"], resources: [storage.uploads.bucketArn] },
    {
      actions: ["s3:PutObject"],
      resources: RESULT_SUFFIXES.map((suffix) => `${objects}${suffix}`),
      because: "Results stand beside the uploads, under their names.",
    },
    viaS3(["kms:GenerateDataKey"], keys.originals.keyArn, parts),
  ];
  return {
    "parse-workbook": make("parse-workbook", {
      description: "Uploaded workbooks: each version once, its result beside it",
      variables: {
        ...databaseOf("parse-workbook", parts),
        ...place,
        UPLOADS_QUEUE_URL: messaging.queues.uploads.queue.queueUrl,
      },
      rights,
      timeout: Duration.millis(QUEUES.uploads.functionTimeoutMs),
      memoryMib: 1536,
      failures: null,
    }),
    "sweep-uploads": make("sweep-uploads", {
      description: "Uploaded versions that no event told of",
      variables: { ...databaseOf("sweep-uploads", parts), ...place },
      rights,
      memoryMib: 1536,
    }),
  };
}

/** What goes to Core View, and whether it is there: with `http`, the functions that talk to somebody outside. */
function deliveryFunctions(
  make: Make,
  parts: Parts,
  coreViews: readonly secretsmanager.Secret[],
): Record<"deliver" | "reconcile", lambda.Function> {
  const { keys, storage } = parts;
  return {
    deliver: make("deliver", {
      description: "Sends what is due to Core View",
      variables: databaseOf("deliver", parts),
      rights: readSecrets(coreViews, keys),
      outward: true,
    }),
    reconcile: make("reconcile", {
      description: "Compares ledger, batches and Core View; keeps a report that nobody can change",
      variables: { ...databaseOf("reconcile", parts), AUDIT_BUCKET: storage.audit.bucketName },
      rights: [...readSecrets(coreViews, keys), ...putProofs("reconciliations/", parts)],
      memoryMib: 1024,
      outward: true,
    }),
  };
}

/** What people do at the API: the only function that somebody outside calls. */
function httpFunction(
  make: Make,
  parts: Parts,
  signIn: secretsmanager.Secret,
  coreViews: readonly secretsmanager.Secret[],
): lambda.Function {
  const { environment, keys, storage } = parts;
  const { domain, signIn: issuer, sessionIdleMinutes, concurrency } = environment.api;
  const arrivals = objectsOf(environment, "arrivals", ARRIVALS_PREFIX);
  return make("http", {
    description: "The API and the console",
    variables: {
      ...databaseOf("http", parts),
      ARRIVALS_BUCKET: storage.arrivals.bucketName,
      ARRIVALS_PREFIX,
      OPENCOMMISSION_ORIGIN: `https://${domain}`,
      OPENCOMMISSION_OIDC_ISSUER: issuer.issuer,
      OPENCOMMISSION_OIDC_CLIENT_ID: issuer.clientId,
      OPENCOMMISSION_OIDC_AUDIENCE: issuer.audience,
      OPENCOMMISSION_OIDC_ROLES_CLAIM: issuer.rolesClaim,
      OPENCOMMISSION_OIDC_SCOPE: issuer.scope,
      OPENCOMMISSION_SESSION_IDLE_MINUTES: String(sessionIdleMinutes),
      OIDC_SECRET_ARN: signIn.secretFullArn ?? signIn.secretArn,
    },
    rights: [
      // What a browser sends to a place is sent with this right, signed for one key and one length.
      { actions: ["s3:PutObject"], resources: [arrivals], because: BELOW_PREFIX },
      ...readObjects(arrivals, keys.originals.keyArn, parts),
      { actions: ["s3:GetObjectTagging"], resources: [arrivals], because: BELOW_PREFIX },
      { actions: ["s3:ListBucket"], resources: [storage.arrivals.bucketArn] },
      viaS3(["kms:GenerateDataKey"], keys.originals.keyArn, parts),
      // A rejected message's claim check is read again when a person replays it.
      ...readObjects(objectsOf(environment, "events", CLAIMS_PREFIX), keys.events.keyArn, parts),
      ...readSecrets([signIn, ...coreViews], keys),
    ],
    // The thread that typesets brings the process to 1.1 GiB before it is replaced (docs/adr/0032-statements-as-pdf.md); a list as a file is
    // held in memory besides. At 1 769 MiB and above there is a whole processor too.
    memoryMib: 2048,
    // As long as an Idempotency-Key is held for its request.
    timeout: Duration.minutes(10),
    concurrency,
    outward: true,
    // Whoever asks is told; nothing of it is repeated by itself.
    failures: null,
  });
}

function databaseOf(name: WorkFunctionName, { data }: Parts) {
  return {
    DATABASE_HOST: data.host,
    DATABASE_PORT: "5432",
    DATABASE_NAME,
    DATABASE_USER: databaseUser(name),
  };
}

function feed(target: lambda.Function, name: QueueName, { messaging }: Parts, concurrency: number): void {
  target.addEventSource(
    new SqsEventSource(messaging.queues[name].queue, {
      batchSize: QUEUES[name].batch,
      // More than ten at once come only to who waits a moment for them.
      ...(QUEUES[name].batch > 10 ? { maxBatchingWindow: Duration.seconds(1) } : {}),
      maxConcurrency: concurrency,
      reportBatchItemFailures: true,
    }),
  );
}

const WRITES_MESSAGES: readonly string[] = ["kms:Decrypt", "kms:GenerateDataKey"];
const BELOW_PREFIX = "Objects of this one bucket below this one prefix; their names are not known before they come.";

function objectsOf(environment: Environment, part: string, prefix: string): string {
  return `arn:aws:s3:::${bucketNameOf(environment, part)}/${prefix}*`;
}

function readObjects(objects: string, keyArn: string, parts: Parts): readonly Right[] {
  return [
    { actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: [objects], because: BELOW_PREFIX },
    viaS3(["kms:Decrypt"], keyArn, parts),
  ];
}

/** To write, never to read or to replace: the bucket keeps every version. */
function putProofs(prefix: string, parts: Parts): readonly Right[] {
  return [
    { actions: ["s3:PutObject"], resources: [objectsOf(parts.environment, "audit", prefix)], because: BELOW_PREFIX },
    viaS3(["kms:GenerateDataKey"], parts.keys.audit.keyArn, parts),
  ];
}

function viaS3(actions: readonly string[], keyArn: string, { environment }: Parts): Right {
  return {
    actions,
    resources: [keyArn],
    conditions: { StringEquals: { "kms:ViaService": `s3.${environment.region}.amazonaws.com` } },
  };
}

function sendMessages(queueArn: string, keyArn: string): readonly Right[] {
  return [
    { actions: ["sqs:SendMessage"], resources: [queueArn] },
    { actions: WRITES_MESSAGES, resources: [keyArn] },
  ];
}

function readSecrets(secrets: readonly secretsmanager.Secret[], keys: Keys): readonly Right[] {
  return [
    {
      actions: ["secretsmanager:GetSecretValue"],
      resources: secrets.map((secret) => secret.secretFullArn ?? secret.secretArn),
    },
    { actions: ["kms:Decrypt"], resources: [keys.secrets.keyArn] },
  ];
}

/** Whose value a person sets, and no person reads: the settings name it as `secret:` and its ARN. */
function createSecret(
  stack: Stack,
  name: string,
  description: string,
  { environment, keys }: Parts,
): secretsmanager.Secret {
  const secret = new secretsmanager.Secret(stack, `Secret-${name}`, {
    secretName: nameOf(environment, name),
    description,
    encryptionKey: keys.secrets,
  });
  acknowledge(secret, "AwsSolutions-SMG4", "Others give the credential; how it is changed: docs/operations/keys.md.");
  secret.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "PeopleDoNotRead",
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ["secretsmanager:GetSecretValue"],
      resources: ["*"],
      conditions: { ArnLike: { "aws:PrincipalArn": [...environment.peopleRoles] } },
    }),
  );
  return secret;
}
