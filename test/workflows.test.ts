import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const FOLDER = join(import.meta.dirname, "../.github/workflows");
const workflows = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(join(FOLDER, name), "utf8") }));
/** Each `uses:` with what stands behind it. */
const uses = workflows.flatMap(({ name, text }) =>
  [...text.matchAll(/^\s*(?:- )?uses: (\S+)(.*)$/gm)].map(([, what = "", rest = ""]) => ({ name, what, rest })),
);

describe("workflows are what a stranger may read", () => {
  test("there are some", () => {
    expect(workflows.map(({ name }) => name)).toEqual(["ci.yml", "deploy-environment.yml", "deploy.yml"]);
    expect(uses.length).toBeGreaterThan(10);
  });

  test("an action of others is named by its commit, and which release that is", () => {
    const loose = uses.filter(
      ({ what, rest }) => !what.startsWith("./") && !(/@[0-9a-f]{40}$/.test(what) && /^ # v\d+\.\d+\.\d+$/.test(rest)),
    );
    expect(loose).toEqual([]);
  });

  test("the check has every commit, since it looks through all of them for secrets", () => {
    expect(workflows.find(({ name }) => name === "ci.yml")?.text).toContain("fetch-depth: 0");
  });

  test("one action has one commit everywhere", () => {
    const commits = new Map<string, Set<string>>();
    for (const { what } of uses.filter((one) => !one.what.startsWith("./"))) {
      const [action = "", commit = ""] = what.split("@");
      commits.set(action, (commits.get(action) ?? new Set()).add(commit));
    }
    expect([...commits].filter(([, found]) => found.size > 1)).toEqual([]);
  });

  test("nothing is permitted but what a job says it needs", () => {
    for (const { name, text } of workflows) {
      expect([name, /^permissions: \{\}$/m.test(text)]).toEqual([name, true]);
      const granted = [...text.matchAll(/^ {4,}([\w-]+): (?:read|write)$/gm)].map((match) => match[0].trim());
      expect([name, granted.filter((one) => !["contents: read", "id-token: write"].includes(one))]).toEqual([name, []]);
    }
  });

  test("only what deploys asks for a token, and in an environment", () => {
    for (const { name } of workflows.filter((one) => one.text.includes("id-token: write"))) {
      expect([name, name.startsWith("deploy")]).toEqual([name, true]);
    }
    const deploys = workflows.find(({ name }) => name === "deploy-environment.yml")?.text ?? "";
    expect(deploys).toMatch(/^ {4}environment: \$\{\{ inputs\.environment \}\}$/m);
  });

  test("no long-lived key, no token left in the checkout, no code of a pull request with rights", () => {
    for (const { name, text } of workflows) {
      expect([name, /AWS_SECRET|aws-secret-access-key|pull_request_target|secrets: inherit/.test(text)]).toEqual([
        name,
        false,
      ]);
      const checkouts = text.match(/uses: actions\/checkout@/g)?.length ?? 0;
      expect([name, text.match(/persist-credentials: false/g)?.length ?? 0]).toEqual([name, checkouts]);
    }
  });

  test("no expression is pasted into a script", () => {
    for (const { name, text } of workflows) {
      const scripts = text
        .split(/^\s*(?:- )?run: /m)
        .slice(1)
        .map((part) => part.split(/^ {6}- |^ {2}\w/m)[0] ?? "");
      expect([name, scripts.filter((script) => script.includes("${{"))]).toEqual([name, []]);
    }
  });
});
