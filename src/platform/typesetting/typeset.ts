/**
 * Typesetting: a template of Typst and data, to a tagged PDF. In: the template, which is ours, and data, which may be anybody's: it is
 * handed over as JSON and never read as markup. Out: the bytes, the same for the same template and data.
 *
 * The compiler is a large WebAssembly module, in a thread of its own that starts with the first document: others are answered meanwhile, and
 * since the compiler keeps what it has seen and never gives memory back, the thread is replaced after a number of documents. The compiler has
 * no file system, no network and no clock.
 */
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { isolatedModule } from "../isolation/isolated-call.ts";

export interface TypesettingInput {
  readonly template: string;
  /** JSON of the template's data, there as `json(bytes(sys.inputs.data))`. */
  readonly data: string;
}

export type TypesetAnswer =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly thrown: string };
const Answer = z.object({ id: z.number(), bytes: z.instanceof(Uint8Array).optional(), thrown: z.string().optional() });

/** A document of one page leaves 3 MiB behind, one of 40 pages 100 MiB. */
const MOST_CHARACTERS_OF_A_THREAD = 1_000_000;

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, { resolve(bytes: Uint8Array): void; reject(error: Error): void }>;
  given: number;
}

let current: Thread | null = null;
let ids = 0;

export function typesetPdf(input: TypesettingInput): Promise<Uint8Array> {
  const thread = (current ??= startThread());
  thread.given += input.data.length;
  // Whoever comes now gets the next one; this one ends with what it was given.
  if (thread.given > MOST_CHARACTERS_OF_A_THREAD) current = null;
  const id = (ids += 1);
  return new Promise((resolve, reject) => {
    thread.waiting.set(id, { resolve, reject });
    thread.worker.ref();
    thread.worker.postMessage({ id, ...input }, []);
  });
}

function startThread(): Thread {
  const worker = new Worker(isolatedModule("./typeset-worker.ts", import.meta.url), { env: {}, execArgv: [] });
  const thread: Thread = { worker, waiting: new Map(), given: 0 };
  worker.on("message", (message: unknown) => {
    const { id, bytes, thrown } = Answer.parse(message);
    const waiting = thread.waiting.get(id);
    thread.waiting.delete(id);
    if (bytes === undefined) waiting?.reject(new Error(thrown));
    else waiting?.resolve(bytes);
    if (thread.waiting.size > 0) return;
    // An idle thread keeps no command from ending.
    worker.unref();
    if (current !== thread) void worker.terminate();
  });
  const failed = (error: Error): void => {
    if (current === thread) current = null;
    for (const waiting of thread.waiting.values()) waiting.reject(error);
    thread.waiting.clear();
  };
  worker.on("error", failed).on("exit", (code) => failed(new Error(`the thread that typesets ended with ${code}`)));
  return thread;
}
