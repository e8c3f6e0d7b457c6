/**
 * The files that the stand-in shows as they are: its page, and the description of its API. In: an address. Out: the file, or null.
 */
import { readFileSync } from "node:fs";
import { reply, type Reply } from "./reply.ts";

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  "/": ["page/page.html", "text/html; charset=utf-8"],
  "/page.js": ["page/page.js", "text/javascript; charset=utf-8"],
  "/page.css": ["page/page.css", "text/css; charset=utf-8"],
  "/icon.svg": ["page/icon.svg", "image/svg+xml"],
  "/openapi.json": ["openapi.json", "application/json"],
};

export function pageFile(path: string): Reply | null {
  const found = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  return found === undefined ? null : reply(200, found[1], readFileSync(new URL(found[0], import.meta.url)));
}
