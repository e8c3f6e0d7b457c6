/**
 * The console's files, as they were built: read once, handed out as they are. In: the folder. Out: for a path, its answer; or none.
 *
 * Every page of the console is the same file: the address is read in the browser. It gets a number of its own in each answer, which
 * the styles that are made in the page carry, so that no style of anybody else's runs.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { SECURITY_HEADERS } from "./security-headers.ts";

export interface ConsoleFiles {
  /** An address that no file and no page has is null. */
  readonly answerTo: (path: string) => Response | null;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".png": "image/png",
  ".json": "application/json",
  ".wasm": "application/wasm",
};
const PAGE = "/index.html";
const NONCE_PLACE = "{{style-nonce}}";
/** Their names change with what is in them. */
const FOR_EVER = "public, max-age=31536000, immutable";

/** @returns null when the console was not built */
export function readConsoleFiles(folder: string): ConsoleFiles | null {
  if (!existsSync(join(folder, "index.html"))) return null;
  const files = new Map(
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [`/${relative(folder, path).replaceAll(sep, "/")}`, readFileSync(path)]),
  );
  const page = files.get(PAGE)?.toString("utf8") ?? "";
  return { answerTo: (path) => fileAnswer(files, path) ?? (isPage(path) ? pageAnswer(page) : null) };
}

function fileAnswer(files: ReadonlyMap<string, Buffer>, path: string): Response | null {
  const bytes = path === PAGE ? undefined : files.get(path);
  if (bytes === undefined) return null;
  const headers = new Headers({
    ...SECURITY_HEADERS,
    "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
    "Cache-Control": path.startsWith("/assets/") ? FOR_EVER : "no-cache",
  });
  return new Response(new Uint8Array(bytes), { headers });
}

/** Pages have no dot in their last part; the API's addresses are none of ours. */
function isPage(path: string): boolean {
  if (path === PAGE) return true;
  return !/^\/(?:api|assets|openapi|healthz|readyz)\b/.test(path) && !(path.split("/").at(-1) ?? "").includes(".");
}

function pageAnswer(page: string): Response {
  const nonce = randomBytes(16).toString("base64");
  const policy = (SECURITY_HEADERS["Content-Security-Policy"] ?? "").replace(
    "style-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
  );
  const headers = new Headers({
    ...SECURITY_HEADERS,
    "Content-Security-Policy": policy,
    "Content-Type": TYPES[".html"] ?? "",
  });
  return new Response(page.replace(NONCE_PLACE, nonce), { headers });
}
