/**
 * SQS as the templates describe it: their queues with their figures in an emulator, behind a door that asks the caller's role.
 * In: the installation. Out: an address for functions, and what the service and people outside do with the queues.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { startFauxqs, type FauxqsServer } from "fauxqs";
import { z } from "zod";
import { portOf } from "../../support/cutting-proxy.ts";
import { callerOf } from "./caller.ts";
import { covers, isAllowed, mayUseKey, policyDocument } from "./rights.ts";
import type { Installation } from "./stacks.ts";

export const queueProperties = z.object({
  QueueName: z.string(),
  VisibilityTimeout: z.number().default(30),
  MessageRetentionPeriod: z.number(),
  DelaySeconds: z.number().default(0),
  ReceiveMessageWaitTimeSeconds: z.number().default(0),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }).optional(),
});

/** A service or an account that sends to a queue of ours. */
export interface OutsideSender {
  readonly service: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
}

export interface PlayedSqs {
  /** The door's: for functions. */
  readonly address: string;
  /** The emulator itself, which the service asks. */
  readonly emulator: FauxqsServer;
  readonly denied: readonly string[];
  /** Puts a message on a queue, when the queue's policy allows it to who asks. @returns whether it does */
  send(queueArn: string, body: string, sender: OutsideSender): boolean;
  stop(): Promise<void>;
}

/** The address is needed for what references to queues stand for, before the queues are known. */
export async function openSqsDoor(): Promise<{
  readonly address: string;
  readonly play: (installation: Installation) => Promise<PlayedSqs>;
}> {
  let answer: ((caller: string | null, target: string, body: string) => Promise<Response>) | null = null;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    if (answer === null) throw new Error("the queues are not there yet");
    const told = await answer(callerOf(request), String(request.headers["x-amz-target"]), body);
    response.writeHead(told.status, { "content-type": "application/x-amz-json-1.0" });
    response.end(await told.text());
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${portOf(server.address())}`;
  return {
    address,
    play: async (installation) => {
      const emulator = await startFauxqs({ port: 0, logger: false, defaultRegion: installation.region });
      createQueues(installation, emulator);
      const denied: string[] = [];
      answer = (caller, target, body) => {
        const { QueueUrl } = z.object({ QueueUrl: z.string() }).parse(JSON.parse(body));
        const queue = QueueUrl.split("/").at(-1) ?? "";
        const action = `sqs:${target.split(".").at(-1) ?? ""}`;
        const arn = `arn:aws:sqs:${installation.region}:${installation.account}:${queue}`;
        const keyArn = keyOf(installation, queue);
        const mayWrite =
          caller !== null && (action !== "sqs:SendMessage" || mayUseKey(installation, caller, keyArn, "write"));
        if (caller === null || !isAllowed(installation, caller, action, arn) || !mayWrite) {
          denied.push(`${caller} ${action} ${arn}`);
          const refused = { __type: "com.amazonaws.sqs#AccessDenied", message: "not allowed" };
          return Promise.resolve(new Response(JSON.stringify(refused), { status: 403 }));
        }
        return fetch(emulator.address, {
          method: "POST",
          headers: {
            "content-type": "application/x-amz-json-1.0",
            "x-amz-target": target,
            authorization: `AWS4-HMAC-SHA256 Credential=x/20240101/${installation.region}/sqs/aws4_request, SignedHeaders=host, Signature=x`,
          },
          body,
        });
      };
      return {
        address,
        emulator,
        denied,
        send: (queueArn, body, sender) => {
          if (!policyAllows(installation, queueArn, sender)) return false;
          emulator.sendMessage(queueArn.split(":").at(-1) ?? "", body);
          return true;
        },
        stop: async () => {
          server.closeAllConnections();
          await new Promise((done) => server.close(done));
          await emulator.stop();
        },
      };
    },
  };
}

function createQueues(installation: Installation, emulator: FauxqsServer): void {
  const queues = installation.ofType("AWS::SQS::Queue").map(({ properties }) => queueProperties.parse(properties));
  // Those that others name as theirs for dead letters come first.
  for (const queue of queues.toSorted(
    (a, b) => Number(a.RedrivePolicy !== undefined) - Number(b.RedrivePolicy !== undefined),
  )) {
    emulator.createQueue(queue.QueueName, {
      attributes: {
        VisibilityTimeout: String(queue.VisibilityTimeout),
        MessageRetentionPeriod: String(queue.MessageRetentionPeriod),
        // The delay is there so that scans have their time; a test scans at once, and does not wait for it.
        DelaySeconds: "0",
        ...(queue.RedrivePolicy === undefined
          ? {}
          : { RedrivePolicy: JSON.stringify(queue.RedrivePolicy).replaceAll(installation.account, "000000000000") }),
      },
    });
  }
}

export function keyOf(installation: Installation, queueName: string): string {
  return z.string().parse(installation.named("AWS::SQS::Queue", "QueueName", queueName).properties["KmsMasterKeyId"]);
}

/** The queue's own policy: for a sender that is no role of ours, it alone decides. */
export function policyAllows(installation: Installation, queueArn: string, sender: OutsideSender): boolean {
  const name = queueArn.split(":").at(-1) ?? "";
  const statements = installation
    .ofType("AWS::SQS::QueuePolicy")
    .filter(({ properties }) =>
      z
        .array(z.string())
        .parse(properties["Queues"])
        .some((url) => url.endsWith(`/${name}`)),
    )
    .flatMap(({ properties }) => policyDocument.parse(properties["PolicyDocument"]).Statement);
  return statements.some(({ Effect, Action = [], Resource = [], Principal, Condition = {} }) => {
    const service = z.object({ Service: z.string() }).safeParse(Principal);
    return (
      Effect === "Allow" &&
      service.success &&
      service.data.Service === sender.service &&
      Action.includes("sqs:SendMessage") &&
      Resource.some((one) => covers(one, queueArn)) &&
      Condition["ArnEquals"]?.["aws:SourceArn"] === sender.sourceArn &&
      Condition["StringEquals"]?.["aws:SourceAccount"] === sender.sourceAccount
    );
  });
}
