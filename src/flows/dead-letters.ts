/**
 * Dead letters: messages that could not be worked on, listed and sent again. In: the queue of dead letters, the queue that they came from.
 * Out: what is there, or how many were sent again. Killed between sending and deleting, a message is there twice: for whoever consumes it
 * the second is a repetition.
 */
import { MOST_RECEIVED, type Queue } from "../platform/queue/queue.ts";

export interface DeadLetter {
  readonly id: string;
  readonly sentAt: Date;
  readonly bytes: number;
  /** Its beginning, for a person who looks for the cause. */
  readonly beginning: string;
}

/** Long enough to list or send a batch, short enough that another command has not to wait for them. */
const HIDDEN_MS = 30_000;
const MOST_SHOWN = 200;

/** @param most so many at most; each is given back at once */
export async function listDeadLetters(dead: Queue, most: number): Promise<readonly DeadLetter[]> {
  const letters: DeadLetter[] = [];
  const receipts: string[] = [];
  try {
    while (letters.length < most) {
      const messages = await dead.receive({
        most: Math.min(MOST_RECEIVED, most - letters.length),
        visibilityMs: HIDDEN_MS,
      });
      if (messages.length === 0) break;
      for (const { id, receipt, body, sentAt } of messages) {
        receipts.push(receipt);
        const beginning = Buffer.from(body).toString("utf8").slice(0, MOST_SHOWN);
        letters.push({ id, sentAt, bytes: body.length, beginning });
      }
    }
  } finally {
    for (const receipt of receipts) await dead.changeVisibility(receipt, 0);
  }
  return letters;
}

/** Sends each again and takes it away, until none is left or so many were sent. @returns how many */
export async function redriveDeadLetters(dead: Queue, to: Queue, most: number): Promise<number> {
  let sent = 0;
  while (sent < most) {
    const messages = await dead.receive({ most: Math.min(MOST_RECEIVED, most - sent), visibilityMs: HIDDEN_MS });
    if (messages.length === 0) return sent;
    for (const { receipt, body } of messages) {
      await to.send(body);
      await dead.delete(receipt);
      sent += 1;
    }
  }
  return sent;
}
