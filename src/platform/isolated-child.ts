/**
 * The child's side of an isolated call: waits for the arguments, calls, answers, ends.
 * In: module and function by the command line, the arguments by message. Out: one message.
 */
import type { ChildMessage } from "./isolated-call.ts";

const [, , moduleUrl = "", functionName = ""] = process.argv;

process.once("message", (args: readonly unknown[]) => {
  void call(args).then((message) => {
    // Sent in full before the channel closes; with it closed nothing keeps the process.
    process.send?.(message, undefined, undefined, () => process.disconnect());
  });
});

async function call(args: readonly unknown[]): Promise<ChildMessage> {
  try {
    const exported: unknown = (await import(moduleUrl))[functionName];
    if (typeof exported !== "function") throw new Error(`${moduleUrl} exports no function ${functionName}`);
    return { answer: exported(...args) };
  } catch (error) {
    return { thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
