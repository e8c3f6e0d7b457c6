/**
 * A call in a process of its own, with a heap and a deadline of its own: hostile input ends the child, never this process.
 * In: a module, the function in it, its arguments. Out: its answer, or that memory or time ran out.
 *
 * A process and not a worker thread: a thread that outgrows its limits in one large array, map or object aborts the whole
 * process, whatever its resourceLimits say. The child gets no environment, and may read files below one folder and write none.
 */
import { fork, type ChildProcess } from "node:child_process";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

export interface IsolatedCall {
  readonly module: URL;
  /** The name under which the module exports it; it answers at once or throws. */
  readonly functionName: string;
  /** Structured data: maps, sets, bigints and bytes pass, functions do not. */
  readonly args: readonly unknown[];
  readonly heapMib: number;
  /** From the start of the child to its answer. */
  readonly deadlineMs: number;
}

export type IsolatedOutcome<Answer> =
  | { readonly outcome: "answered"; readonly answer: Answer }
  | { readonly outcome: "out-of-memory" }
  | { readonly outcome: "too-slow" };

/** What the child sends: the answer, or the stack of what was thrown. */
export type ChildMessage = { readonly answer: unknown } | { readonly thrown: string };

const CHILD = isolatedModule("./isolated-child.ts", import.meta.url);
/** What the child may read: the sources with their packages, or the folder of the bundle. */
const READABLE = new URL(isSource(import.meta.url) ? "../../../" : "./", import.meta.url);

/**
 * The address of a module that a child loads: as the source names it, or, where all of the source was bundled into one module, the
 * bundle of that module beside it (`infra/bundling.ts`).
 */
export function isolatedModule(path: string, importer: string): URL {
  if (isSource(importer)) return new URL(path, importer);
  return new URL(`./${basename(path, ".ts")}.mjs`, importer);
}

function isSource(importer: string): boolean {
  return importer.endsWith(".ts");
}

/** 128 + SIGABRT, which V8 raises when its heap is full; seen as an exit code where signals are not. */
const ABORT_EXIT_CODE = 134;

/**
 * @returns what the function gives, as structured data
 * @throws what the function throws, and when the child cannot run: our own mistakes both
 */
export function callIsolated<Answer>(call: IsolatedCall): Promise<IsolatedOutcome<Answer>> {
  const child = fork(fileURLToPath(CHILD), [call.module.href, call.functionName], {
    serialization: "advanced",
    env: {},
    execArgv: [
      `--max-old-space-size=${call.heapMib}`,
      "--permission",
      `--allow-fs-read=${fileURLToPath(READABLE)}`,
      "--disable-warning=SecurityWarning",
      "--disable-warning=ExperimentalWarning",
    ],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const ended = endOf<Answer>(child, call.deadlineMs);
  child.send(call.args, (error) => {
    // A child that died before it had read everything tells so by its exit.
    if (error) child.kill("SIGKILL");
  });
  return ended;
}

function endOf<Answer>(child: ChildProcess, deadlineMs: number): Promise<IsolatedOutcome<Answer>> {
  return new Promise((resolve, reject) => {
    let complaint = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      complaint = (complaint + text).slice(-LONGEST_COMPLAINT);
    });
    const deadline = setTimeout(() => {
      resolve({ outcome: "too-slow" });
      child.kill("SIGKILL");
    }, deadlineMs);
    child.once("message", (message: { answer: Answer } | { thrown: string }) => {
      if ("thrown" in message) reject(new Error(`assertion: the isolated call threw ${message.thrown}`));
      else resolve({ outcome: "answered", answer: message.answer });
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearTimeout(deadline);
      // A promise keeps its first outcome: this one counts only when the child ended without a word.
      if (signal === "SIGABRT" || signal === "SIGKILL" || code === ABORT_EXIT_CODE)
        resolve({ outcome: "out-of-memory" });
      else reject(new Error(`assertion: the isolated process ended with ${code ?? signal}: ${complaint}`));
    });
  });
}

const LONGEST_COMPLAINT = 4000;
