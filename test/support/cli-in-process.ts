/**
 * The command line inside the test's own process, for stories in which a process of its own proves nothing: it saves the start of one.
 * In: environment. Out: the same as `cliOn` gives; a command that reads standard input gets a process all the same.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { vi } from "vitest";
import { runCli } from "../../src/entry/cli/run-cli.ts";
import { cliOf, inheritedEnvironment, runCommand, type Cli, type CliOptions, type CliRun } from "./cli.ts";

interface Written {
  stdout: string;
  stderr: string;
}

/** Which command writes: several may run at once. */
const writing = new AsyncLocalStorage<Written>();

for (const name of ["stdout", "stderr"] as const) {
  const stream = process[name];
  const write = stream.write.bind(stream);
  vi.spyOn(stream, "write").mockImplementation((chunk) => {
    const written = writing.getStore();
    if (written === undefined) return write(chunk);
    written[name] += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    return true;
  });
}

export function cliInProcess(env: Readonly<Record<string, string>>): Cli {
  return cliOf(async (args, options: CliOptions = {}): Promise<CliRun> => {
    const its = { ...env, ...options.env };
    if (options.input !== undefined) return runCommand(args, { ...options, env: its });
    const written: Written = { stdout: "", stderr: "" };
    const code = await writing.run(written, () => runCli(args, { ...inheritedEnvironment(), ...its }));
    return { code, ...written };
  });
}
