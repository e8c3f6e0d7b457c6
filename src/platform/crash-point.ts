/**
 * Where a kill would hurt most: around every commit and every write to the outside. Nothing happens there, unless the
 * environment asks that this process kill itself at its nth such place, which is how tests try them all.
 * In: the place's name. Out: nothing, or the end of the process, as by `kill -9`, with the name on standard error.
 */
import { writeSync } from "node:fs";

/** Counts from 1, in the order in which the process comes by. */
const KILL_AT = Number(process.env["OPENCOMMISSION_CRASH_POINT"] ?? 0);

let passed = 0;
let watching: ((name: string) => void) | null = null;

/**
 * For tests that let a worker die inside one process: calls `watch` at each place, which may throw to end the worker's work there.
 * Null ends it.
 */
export function watchCrashPoints(watch: ((name: string) => void) | null): void {
  watching = watch;
}

export function crashPoint(name: string): void {
  watching?.(name);
  if (KILL_AT === 0) return;
  passed += 1;
  if (passed !== KILL_AT) return;
  writeSync(2, `crash point ${passed}: ${name}\n`);
  process.kill(process.pid, "SIGKILL");
}
