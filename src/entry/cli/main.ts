/**
 * The command line's start: arguments in, exit code out (0 done, 1 refused, 2 wrong usage, 3 our own failure).
 */
import { setFlagsFromString } from "node:v8";
import { runCli } from "./run-cli.ts";

// What streams through dies young. Left alone, the space for it grows to more than a hundred MiB before it is looked at; kept
// small it costs no measurable time, since next to nothing in it is alive when it is full.
setFlagsFromString("--semi-space-growth-factor=1");

// Who pipes into `head` has read enough: the work goes on, only nobody listens any more.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await runCli(process.argv.slice(2), process.env);
