/**
 * The thread that typesets. In: templates with data. Out: PDFs, or what was thrown. It loads the compiler and its fonts when the first document
 * comes; it reads these files, and nothing else of this machine.
 */
import { parentPort } from "node:worker_threads";
import { z } from "zod";
import type { TypesetAnswer } from "./typeset.ts";
import { COMPILER_FILE, FONT_FILES, FURTHER_FONT_FILES, readTypesettingFile } from "./typesetting-files.ts";

const Task = z.object({ id: z.number(), template: z.string(), data: z.string() });

parentPort?.on("message", (message: unknown) => {
  const task = Task.parse(message);
  const answer = (told: TypesetAnswer): void => parentPort?.postMessage(told, []);
  typeset(task).then(
    (bytes) => answer({ id: task.id, bytes }),
    (error: unknown) => answer({ id: task.id, thrown: error instanceof Error ? String(error.stack) : String(error) }),
  );
});

async function typeset({ template, data }: z.infer<typeof Task>): Promise<Uint8Array> {
  const compiler = await (NEEDS_FURTHER_FONTS.test(data) ? loadOnce("all") : loadOnce("usual"));
  compiler.add_source("/main.typ", template);
  const outcome = readOutcome(compiler.compile("/main.typ", [["data", data]], "pdf", UNIX_DIAGNOSTICS));
  if (outcome instanceof Uint8Array) return outcome;
  throw new Error(`assertion: our template is right: ${outcome}`);
}

/** Beyond what the usual fonts have. */
const NEEDS_FURTHER_FONTS =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]|[\u3000-\u30ff\uff00-\uffef]/u;
const UNIX_DIAGNOSTICS = 2;

type Fonts = "usual" | "all";
type Compiler = Awaited<ReturnType<typeof load>>;
const loaded = new Map<Fonts, Promise<Compiler>>();

function loadOnce(fonts: Fonts): Promise<Compiler> {
  const known = loaded.get(fonts);
  if (known !== undefined) return known;
  const loading = load(fonts);
  loaded.set(fonts, loading);
  // A file that could not be read may be there the next time.
  loading.catch(() => loaded.delete(fonts));
  return loading;
}

async function load(fonts: Fonts) {
  const { default: start, TypstCompilerBuilder } = await import("@myriaddreamin/typst-ts-web-compiler");
  await start({ module_or_path: await readTypesettingFile(COMPILER_FILE) });
  const builder = new TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const file of fonts === "usual" ? FONT_FILES : [...FONT_FILES, ...FURTHER_FONT_FILES])
    await builder.add_raw_font(await readTypesettingFile(file));
  return builder.build();
}

function readOutcome(outcome: unknown): Uint8Array | string {
  if (typeof outcome === "object" && outcome !== null && "result" in outcome && outcome.result instanceof Uint8Array)
    return outcome.result;
  return JSON.stringify(outcome);
}
