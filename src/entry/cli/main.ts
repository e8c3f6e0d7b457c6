/**
 * The command line's start: arguments in, exit code out (0 done, 1 refused, 2 wrong usage, 3 our own failure).
 */
import { runCli } from "./run-cli.ts";

// Who pipes into `head` has read enough: the work goes on, only nobody listens any more.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await runCli(process.argv.slice(2), process.env);
