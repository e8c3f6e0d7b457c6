/**
 * The child's side of an isolated call: waits for the arguments, calls, answers, ends.
 * In: module and function by the command line, the arguments by message. Out: one message.
 */
import type { ChildMessage } from "./isolated-call.ts";

const [, , moduleUrl = "", functionName = ""] = process.argv;

process.once("message", (args: readonly unknown[]) => void answer(args));

async function answer(args: readonly unknown[]): Promise<void> {
  const message = await call(args);
  // Sent in full before the channel closes; with it closed nothing keeps the process.
  process.send?.(message, undefined, undefined, () => process.disconnect());
}

async function call(args: readonly unknown[]): Promise<ChildMessage> {
  try {
    const loaded: unknown = await import(moduleUrl);
    const exported: unknown =
      typeof loaded === "object" && loaded !== null ? Reflect.get(loaded, functionName) : undefined;
    if (typeof exported !== "function") throw new Error(`${moduleUrl} exports no function ${functionName}`);
    return { answer: Reflect.apply(exported, undefined, args) };
  } catch (error) {
    return { thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
