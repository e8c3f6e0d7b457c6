/**
 * The queues, each with one for what could not be worked on. Out: the queues.
 * A dead message is kept longer than a live one, since it keeps the time of its first arrival: so it is never lost before it was dead.
 */
import { Duration, RemovalPolicy, Stack, type App } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { acknowledge } from "./acknowledgements.ts";
import { bucketNameOf, nameOf, type Environment } from "./environments.ts";
import type { Keys } from "./keys-stack.ts";
import { QUEUES, type QueueName } from "./queue-settings.ts";

export interface WorkQueue {
  readonly queue: sqs.Queue;
  readonly dead: sqs.Queue;
}

export type Queues = Readonly<Record<QueueName, WorkQueue>>;

export interface Messaging {
  readonly stack: Stack;
  readonly queues: Queues;
  /** What a schedule could not hand over. */
  readonly missedSchedules: sqs.Queue;
}

export function createMessaging(app: App, environment: Environment, keys: Keys): Messaging {
  const stack = new Stack(app, nameOf(environment, "messaging"), {
    env: { account: environment.account, region: environment.region },
    description: "OpenCommission: queues and the queues of their dead messages",
  });
  const make = (id: string, name: string, props: sqs.QueueProps): sqs.Queue =>
    new sqs.Queue(stack, id, {
      queueName: nameOf(environment, name),
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: keys.messages,
      dataKeyReuse: Duration.minutes(5),
      enforceSSL: true,
      removalPolicy: environment.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...props,
    });
  const work = (name: QueueName, id: string): WorkQueue => {
    const settings = QUEUES[name];
    const dead = make(`${id}Dead`, `${name}-dead`, {
      retentionPeriod: Duration.millis(settings.deadLetterRetentionMs),
      redriveAllowPolicy: {
        redrivePermission: sqs.RedrivePermission.BY_QUEUE,
        sourceQueues: [sqs.Queue.fromQueueArn(stack, `${id}ByName`, arnOf(environment, name))],
      },
    });
    const queue = make(id, name, {
      retentionPeriod: Duration.millis(settings.retentionMs),
      visibilityTimeout: Duration.millis(settings.visibilityMs),
      receiveMessageWaitTime: Duration.seconds(20),
      deliveryDelay: Duration.millis(settings.delayMs),
      deadLetterQueue: { queue: dead, maxReceiveCount: settings.mostReceives },
    });
    return { queue, dead };
  };
  const queues: Queues = {
    "contract-events": work("contract-events", "ContractEvents"),
    uploads: work("uploads", "Uploads"),
    closes: work("closes", "Closes"),
  };
  allowSender(queues["contract-events"].queue, environment);
  allowBucket(queues["contract-events"].queue, bucketNameOf(environment, "events"), environment);
  allowBucket(queues.uploads.queue, bucketNameOf(environment, "uploads"), environment);
  const missedSchedules = make("MissedSchedules", "missed-schedules", {
    retentionPeriod: Duration.millis(QUEUES.closes.deadLetterRetentionMs),
  });
  acknowledge(
    missedSchedules,
    "AwsSolutions-SQS3",
    "It is the dead-letter queue of the schedules and of what they call.",
  );
  return { stack, queues, missedSchedules };
}

function arnOf(environment: Environment, name: string): string {
  return `arn:aws:sqs:${environment.region}:${environment.account}:${nameOf(environment, name)}`;
}

/** The sending account's one topic, or one role; nobody else of that account. */
function allowSender(queue: sqs.Queue, environment: Environment): void {
  const { sender } = environment;
  queue.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "SenderOfContractEvents",
      principals: [
        sender.kind === "topic" ? new iam.ServicePrincipal("sns.amazonaws.com") : new iam.ArnPrincipal(sender.roleArn),
      ],
      actions: ["sqs:SendMessage"],
      resources: [queue.queueArn],
      conditions:
        sender.kind === "topic"
          ? { ArnEquals: { "aws:SourceArn": sender.topicArn }, StringEquals: { "aws:SourceAccount": sender.account } }
          : { StringEquals: { "aws:PrincipalAccount": sender.account } },
    }),
  );
}

/** One bucket's notifications. The bucket is named, not referred to: it is made after its queue. */
function allowBucket(queue: sqs.Queue, bucketName: string, environment: Environment): void {
  queue.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "NotificationsOfTheBucket",
      principals: [new iam.ServicePrincipal("s3.amazonaws.com")],
      actions: ["sqs:SendMessage"],
      resources: [queue.queueArn],
      conditions: {
        ArnEquals: { "aws:SourceArn": `arn:aws:s3:::${bucketName}` },
        StringEquals: { "aws:SourceAccount": environment.account },
      },
    }),
  );
}
