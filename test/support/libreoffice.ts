/**
 * LibreOffice itself, as the judge of workbooks that we write.
 * In: the bytes of a workbook. Out: what LibreOffice made of it.
 */
import { execFileSync } from "node:child_process";
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

const CONVERSION_MS = 120_000;

/** The program's path, or null when this machine has none. */
export function findLibreOffice(): string | null {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/Applications/LibreOffice.app/Contents/MacOS"];
  const paths = folders.flatMap((folder) => ["soffice", "libreoffice"].map((name) => join(folder, name)));
  return paths.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}

/** The workbook opened and saved in another format (`fods`, `xlsx`, `ods`, `csv`), with a profile of its own. */
export function convertWorkbook(program: string, bytes: Uint8Array, format: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "opencommission-libreoffice-"));
  try {
    writeFileSync(join(folder, "in.xlsx"), bytes);
    const profile = pathToFileURL(join(folder, "profile")).href;
    const out = join(folder, "out");
    const arguments_ = [`-env:UserInstallation=${profile}`, "--headless", "--convert-to", format, "--outdir", out];
    execFileSync(program, [...arguments_, join(folder, "in.xlsx")], { timeout: CONVERSION_MS, stdio: "pipe" });
    return readFileSync(join(out, `in.${format}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
