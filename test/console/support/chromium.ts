/**
 * The browser of the tests: Debian's own. In: the machine. Out: where it is. Where it is missing, it is installed by apt, which needs root.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const KNOWN = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export function chromiumPath(): string {
  const named = process.env["CHROMIUM"] ?? "";
  if (named !== "") return named;
  return KNOWN.find((path) => existsSync(path)) ?? "/usr/bin/chromium";
}

export function ensureChromium(): void {
  if (existsSync(chromiumPath())) return;
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "--non-interactive"];
  const apt = (...args: readonly string[]): void => {
    const [program = "apt-get", ...rest] = [...asRoot, "apt-get", ...args];
    execFileSync(program, rest, { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  };
  apt("update");
  apt("install", "--yes", "--no-install-recommends", "chromium");
}
