/**
 * The command line's start: arguments in, exit code out (0 done, 1 refused, 2 wrong usage, 3 our own failure).
 */
import { runCli } from "./run-cli.ts";

process.exitCode = await runCli(process.argv.slice(2), process.env);
