/**
 * Circles of imports: files that need each other cannot be read, moved or tested one by one. In: the sources. Out: each circle once, its
 * files in their order by name.
 */
import { posix } from "node:path";
import type { SourceFile } from "./architecture-rules.ts";
import { readSource } from "./blank-source.ts";

const FROM = /\bfrom\s*["'](\.[^"']+)["']/g;

/** @returns the files of each circle; types count too */
export function importCircles(files: readonly SourceFile[]): string[][] {
  const imports = new Map(files.map(({ path, text }) => [path, importsOf(path, text)]));
  const reached = new Map([...imports.keys()].map((path) => [path, reach(path, imports)]));
  const circles = new Set<string>();
  for (const [path, others] of reached) {
    if (!others.has(path)) continue;
    const circle = [...others].filter((other) => reached.get(other)?.has(path));
    circles.add(circle.toSorted().join(" "));
  }
  return [...circles].map((circle) => circle.split(" "));
}

function importsOf(path: string, text: string): string[] {
  return [...readSource(text).uncommented.matchAll(FROM)].map((found) =>
    posix.join(posix.dirname(path), found[1] ?? ""),
  );
}

/** All that the file needs, by whatever way; itself only in a circle. */
function reach(path: string, imports: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const open = [path];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const other of imports.get(next) ?? []) {
      if (reached.has(other)) continue;
      reached.add(other);
      open.push(other);
    }
  }
  return reached;
}
