#!/usr/bin/env node
// Starts the command line under Node 24, whatever Node (20 or later) npx happens to run. In: arguments, standard streams.
// Out: the exit code of src/entry/cli/main.ts, 3 when there is no Node that runs it. Plain JavaScript, since older Nodes
// read no TypeScript.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NEEDED_MAJOR = 24;
const OUR_FAILURE = 3;
const MAIN = fileURLToPath(new URL("../src/entry/cli/main.ts", import.meta.url));

/** The binary of the package `node`, whose version is pinned; else this very Node when it is new enough; else null. */
function findNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve("node/package.json"));
    const binary = join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
    if (existsSync(binary)) return binary;
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
  }
  return Number(process.versions.node.split(".")[0]) >= NEEDED_MAJOR ? process.execPath : null;
}

function fail(message) {
  process.stderr.write(`opencommission: ${message}\n`);
  process.exitCode = OUR_FAILURE;
}

function run(node) {
  const child = spawn(node, [MAIN, ...process.argv.slice(2)], { stdio: "inherit" });
  // The child decides what a signal means. What a terminal's keys send reaches both already: handed on, it would count twice.
  const fromKeys = process.stdin.isTTY ? ["SIGINT", "SIGQUIT"] : [];
  for (const signal of ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => fromKeys.includes(signal) || child.kill(signal));
  }
  child.on("error", (error) => fail(`${node} cannot be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    // As a shell tells it: 128 and the number of the signal that ended the child.
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}

const node = findNode();
if (node === null) {
  fail(
    `it needs Node ${NEEDED_MAJOR} or later; this is ${process.versions.node}, and the package "node" is not installed. ` +
      `Run "npm ci", or install Node ${NEEDED_MAJOR}.`,
  );
} else {
  run(node);
}
