import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parseDelivery } from "../../src/domain/delivery-setting.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const EXAMPLE = join(ROOT, "docs", "example-core-view.ts");

function conformance(module: string): Promise<{ code: number; output: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; output: string }>();
  execFile(process.execPath, [join(ROOT, "test", "conformance", "run.ts"), module], (error, stdout, stderr) =>
    resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
  );
  return promise;
}

test("the documentation shows the example as it is", async () => {
  const [, block = ""] = /```ts\n([\s\S]*?)```/.exec(await readFile(join(ROOT, "docs", "adapters.md"), "utf8")) ?? [];
  expect(block).toBe(await readFile(EXAMPLE, "utf8"));
});

test("the documentation's settings are settings", async () => {
  const text = await readFile(join(ROOT, "docs", "adapters.md"), "utf8");
  const settings = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
  const read = settings.filter((json) => json.includes('"adapter"')).map((json) => parseDelivery(json));
  expect(read.map((reading) => (reading.ok ? reading.delivery.adapter : reading))).toEqual(["directory", "s3", "sftp"]);
});

test("an adapter of somebody else's that loses or doubles is found out", async () => {
  const folder = await mkdtemp(join(tmpdir(), "opencommission-own-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const sound = await readFile(EXAMPLE, "utf8");
  const unsound = sound
    // It takes other content for the same batch, and what was changed after it was cut.
    .replace("held.sha256 !== batch.sha256", "false")
    .replace("found !== batch.sha256", "false");
  expect(unsound).not.toBe(sound);
  const module = join(folder, "unsound.ts");
  await writeFile(module, unsound);
  const { code, output } = await conformance(module);
  expect(output).toMatch(/FAIL.*refuses other content under a known id/);
  expect(output).toMatch(/FAIL.*is never sent a batch that does not match its checksum/);
  expect(output).not.toMatch(/FAIL.*has nothing at first/);
  expect(code).toBe(1);
});

test("a module that is not there is told", async () => {
  const { code, output } = await conformance("no-such-core-view.ts");
  expect(output).toContain("makeCoreView");
  expect(code).toBe(2);
});
