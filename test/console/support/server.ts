/**
 * The server as its users start it: a process with a data folder of its own, on a free port of this machine. In: the folder.
 * Out: its address, and a way to stop it.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../../src/entry/cli/main.ts", import.meta.url));
const NODE = fileURLToPath(new URL("../../../node_modules/.bin/node", import.meta.url));

export interface Server {
  readonly address: string;
  stop(): Promise<void>;
}

export async function serve(data: string, options: readonly string[] = []): Promise<Server> {
  const { DATABASE_URL: _, OPENCOMMISSION_DATA: __, ...environment } = process.env;
  const child = spawn(NODE, [MAIN, "serve", "--port", "0", "--data", data, ...options], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const told: string[] = [];
  child.stderr.on("data", (text: Buffer) => told.push(String(text)));
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /listens on (http:\S+)/.exec(line)?.[1];
    if (address === undefined) continue;
    // What it prints from now on is read away, or it would wait for a reader.
    child.stdout.resume();
    return {
      address,
      stop: async () => {
        child.kill("SIGINT");
        await ended;
      },
    };
  }
  await ended;
  throw new Error(`The server did not start: ${told.join("")}`);
}
