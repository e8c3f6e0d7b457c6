/**
 * `dlq`: the dead letters of a queue on AWS: list, redrive. Credentials and region come from the environment, as the AWS SDK reads them.
 */
import { listDeadLetters, redriveDeadLetters } from "../../../flows/dead-letters.ts";
import type { Queue } from "../../../platform/queue/queue.ts";
import { countArgument } from "../arguments.ts";
import { common, type CommandPart } from "../command-part.ts";
import type { CommonOptions } from "../context.ts";
import { usageError } from "../failures.ts";
import { createOutput, type Output } from "../output.ts";

interface DlqOptions extends CommonOptions {
  readonly to?: string;
  readonly most?: number;
}

/** What a person looks through at a time. */
const USUAL = 100;

export const dlqCommand: CommandPart = (program, _env, exit) => {
  common(program.command("dlq"))
    .description("dead letters on SQS: list QUEUE-URL, redrive QUEUE-URL --to QUEUE-URL")
    .argument("<action>", "list or redrive")
    .argument("<queue>", "the address of the queue of dead letters")
    .option("--to <queue>", "the address of the queue that they came from")
    .option("--most <n>", `so many at most (default ${USUAL})`, countArgument)
    .action(async (action: string, url: string, options: DlqOptions) => {
      const output = createOutput(options.json === true, process.stdout, process.stderr);
      exit(await act(output, action, url, options));
    });
};

async function act(output: Output, action: string, url: string, { to, most = USUAL }: DlqOptions): Promise<number> {
  if (action === "list") {
    if (to !== undefined) throw usageError("dlq list takes no --to: it sends nothing.");
    return list(output, await queueAt(url), most);
  }
  if (action !== "redrive") throw usageError(`Found "dlq ${action}"; expected list or redrive.`);
  if (to === undefined) throw usageError("dlq redrive needs --to QUEUE-URL, the queue that the letters came from.");
  if (to === url) throw usageError("--to is the queue of dead letters itself; expected the queue that they came from.");
  const sent = await redriveDeadLetters(await queueAt(url), await queueAt(to), most);
  output.line(`${sent} sent again.`);
  await output.document({ sent });
  return 0;
}

async function list(output: Output, dead: Queue, most: number): Promise<number> {
  const letters = await listDeadLetters(dead, most);
  for (const { id, sentAt, bytes, beginning } of letters) {
    output.line(`${id}  sent ${sentAt.toISOString()}, ${bytes} bytes`);
    output.line(`    ${beginning}`);
  }
  if (letters.length === 0) output.line("There are no dead letters.");
  await output.document({
    letters: letters.map(({ id, sentAt, bytes, beginning }) => ({
      id,
      sentAt: sentAt.toISOString(),
      bytes,
      beginning,
    })),
  });
  return letters.length === 0 ? 0 : 1;
}

/** Loaded when it is asked for: no other command waits for AWS's SDK. */
async function queueAt(url: string): Promise<Queue> {
  if (!/^https?:\/\/[^\s/]+\/\d{12}\/[\w-]+$/.test(url)) {
    throw usageError(
      `Found "${url}"; expected a queue's address such as https://sqs.eu-north-1.amazonaws.com/111111111111/name.`,
    );
  }
  const { SQSClient } = await import("@aws-sdk/client-sqs");
  const { sqsQueue } = await import("../../../platform/queue/queue-sqs.ts");
  return sqsQueue(new SQSClient({}), url);
}
