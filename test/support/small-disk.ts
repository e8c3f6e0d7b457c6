/**
 * A small file system of its own, to be filled: mounted where this process has the right to (as root on Linux).
 * In: a folder, a size. Out: how to fill it to the last byte, and how to make room again.
 */
import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmdirSync, writeSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SmallDisk {
  readonly path: string;
  fill(): void;
  makeRoom(): Promise<void>;
  unmount(): void;
}

export function mountSmallDisk(path: string, mebibytes: number): SmallDisk | null {
  mkdirSync(path, { recursive: true });
  const options = `size=${mebibytes}m,mode=0755`;
  if (spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path]).status !== 0) return null;
  const filler = join(path, "filler");
  return {
    path,
    fill: () => fillUp(filler),
    makeRoom: () => rm(filler, { force: true }),
    unmount() {
      spawnSync("umount", ["-l", path]);
    },
  };
}

/** Whether a disk can be mounted here at all; tried once, for the titles of tests. */
export function canMount(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), "opencommission-mount-"));
  const disk = mountSmallDisk(folder, 1);
  disk?.unmount();
  rmdirSync(folder);
  return disk !== null;
}

function fillUp(path: string): void {
  const file = openSync(path, "a");
  try {
    for (let size = 1 << 20; size >= 1; size = Math.floor(size / 2)) {
      const bytes = Buffer.alloc(size);
      while (writes(file, bytes));
    }
  } finally {
    closeSync(file);
  }
}

function writes(file: number, bytes: Buffer): boolean {
  try {
    return writeSync(file, bytes) === bytes.length;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") return false;
    throw error;
  }
}
