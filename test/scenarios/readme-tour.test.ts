import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cliOn, type Cli } from "../support/cli.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

const ROOT = join(import.meta.dirname, "../..");
const tour = stepsOf(await readFile(join(ROOT, "README.md"), "utf8"));
const picture = textsOf(await readFile(join(ROOT, "docs/pictures/demo.svg"), "utf8"));

let data: string;
const databases: TestDatabase[] = [];

async function newCli(): Promise<Cli> {
  const database = await createTestDatabase();
  databases.push(database);
  return cliOn({ DATABASE_URL: database.connectionString, OPENCOMMISSION_DATA: data });
}

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "opencommission-readme-"));
});
afterAll(async () => {
  for (const database of databases) await database.drop();
  await rm(data, { recursive: true });
});

describe("what README.md shows is what the command line prints", () => {
  test("step by step", { timeout: 300_000 }, async () => {
    expect(tour.map(({ args }) => args[0])).toEqual(expect.arrayContaining(["import", "approve", "whatif"]));
    const cli = await newCli();
    for (const { args, shown } of tour) {
      const { stdout, stderr } = await cli.run(args);
      expect(missing(shown, `${stdout}\n${stderr}`), args.join(" ")).toEqual([]);
    }
  });

  test("in its picture too (node docs/pictures/draw-terminal.ts draws it again)", { timeout: 300_000 }, async () => {
    expect(picture.length).toBeGreaterThan(30);
    const { stdout } = await (await newCli()).run(["demo"]);
    expect(missing(picture, stdout)).toEqual([]);
  });
});

/** The commands after `$ oc` in blocks of code, each with the lines that it is said to print. */
function stepsOf(readme: string): { args: string[]; shown: string[] }[] {
  const steps: { args: string[]; shown: string[] }[] = [];
  for (const [, block = ""] of readme.matchAll(/^```\n([\s\S]*?)^```$/gm)) {
    for (const line of block.split("\n")) {
      if (line.startsWith("$ oc ")) {
        const words = [...line.slice(5).matchAll(/"([^"]*)"|(\S+)/g)].map((word) => word[1] ?? word[2] ?? "");
        steps.push({ args: words, shown: [] });
      } else steps.at(-1)?.shown.push(line);
    }
  }
  return steps;
}

/** The lines of a picture, but for the prompt. */
function textsOf(svg: string): string[] {
  const texts = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? "");
  const unescaped = texts.map((line) => line.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
  return unescaped.filter((line) => !line.startsWith("$ "));
}

/** The shown lines that were not printed, in whatever columns. A line that ends in an ellipsis shows a beginning. */
function missing(shown: readonly string[], printed: string): string[] {
  const lines = printed.split("\n").map(plain);
  return shown.map(plain).filter((line) => {
    if (line.endsWith("…")) return !lines.some((one) => one.startsWith(line.slice(0, -1).trim()));
    return !/^[─ ]*$/.test(line) && !lines.includes(line);
  });
}

function plain(line: string): string {
  return line.trim().replaceAll(/\s+/g, " ");
}
