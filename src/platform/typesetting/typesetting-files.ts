/**
 * The files that typesetting needs: a compiler in WebAssembly and fonts. This is the one place that knows where they are: in their packages,
 * or, where all of the source was bundled into one module, beside it under the names below (`TYPESETTING_FILES` is what a bundler copies).
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

export interface TypesettingFile {
  /** Beside a bundle. */
  readonly name: string;
  /** As Node resolves it from here. */
  readonly specifier: string;
}

const font = (family: string, weight: string): TypesettingFile => {
  const face = family
    .split("-")
    .map((part) => (part === "jp" ? "JP" : part.charAt(0).toUpperCase() + part.slice(1)))
    .join("");
  return {
    name: `${face}_${weight}.ttf`,
    specifier: `@expo-google-fonts/${family}/${weight}/${face}_${weight}.ttf`,
  };
};

export const COMPILER_FILE: TypesettingFile = {
  name: "typst_ts_web_compiler_bg.wasm",
  specifier: "@myriaddreamin/typst-ts-web-compiler/wasm",
};
/** Latin, Greek and Cyrillic. */
export const FONT_FILES: readonly TypesettingFile[] = [
  font("noto-sans", "400Regular"),
  font("noto-sans", "600SemiBold"),
];
/** Read only for a text that needs them: Japanese and Chinese characters, Arabic. */
export const FURTHER_FONT_FILES: readonly TypesettingFile[] = [
  font("noto-sans-jp", "400Regular"),
  font("noto-sans-arabic", "400Regular"),
];
export const TYPESETTING_FILES: readonly TypesettingFile[] = [COMPILER_FILE, ...FONT_FILES, ...FURTHER_FONT_FILES];

export function readTypesettingFile({ name, specifier }: TypesettingFile): Promise<Uint8Array<ArrayBuffer>> {
  const isSource = import.meta.url.endsWith(".ts");
  return readFile(isSource ? createRequire(import.meta.url).resolve(specifier) : new URL(`./${name}`, import.meta.url));
}
