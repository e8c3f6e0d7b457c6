/**
 * Loaded into a command's process before anything else: says on standard error, at its end, how much memory it had at most.
 * The kernel's own figure of this process alone; `maxRSS` would begin with that of the process that started it.
 */
import { readFileSync, writeSync } from "node:fs";

process.on("exit", () => {
  const kib = /VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "unknown";
  writeSync(2, `peak memory: ${kib} KiB\n`);
});
