/**
 * Typesetting: a template of Typst and data, to a tagged PDF. In: the template, which is ours, and data, which may be anybody's: it is
 * handed over as JSON and never read as markup. Out: the bytes, the same for the same template and data.
 *
 * The compiler is a large WebAssembly module: it is loaded when the first document is asked for, and stays. It has no file system, no
 * network and no clock. It works in the thread of who asks; several documents are set one after the other.
 */
import { COMPILER_FILE, FONT_FILES, FURTHER_FONT_FILES, readTypesettingFile } from "./typesetting-files.ts";

export interface TypesettingInput {
  readonly template: string;
  /** JSON of the template's data, there as `json(bytes(sys.inputs.data))`. */
  readonly data: string;
}

export async function typesetPdf({ template, data }: TypesettingInput): Promise<Uint8Array> {
  const compiler = await (NEEDS_FURTHER_FONTS.test(data) ? loadOnce("all") : loadOnce("usual"));
  compiler.add_source("/main.typ", template);
  const outcome = readOutcome(compiler.compile("/main.typ", [["data", data]], "pdf", UNIX_DIAGNOSTICS));
  // What it remembers of this document serves no other.
  compiler.reset();
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
