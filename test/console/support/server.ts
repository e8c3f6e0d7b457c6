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

const WITH_PLACES = fileURLToPath(new URL("serve-places.ts", import.meta.url));

export interface Server {
  readonly address: string;
  /** Where workbooks wait for their scan, when they go by places; else empty. */
  readonly bucket: string;
  stop(): Promise<void>;
}

export function serve(data: string, options: readonly string[] = []): Promise<Server> {
  return start([MAIN, "serve", "--port", "0", "--data", data, ...options]);
}

/** As on AWS: workbooks go by places. */
export function serveWithPlaces(data: string): Promise<Server> {
  return start([WITH_PLACES, data]);
}

async function start(command: readonly string[]): Promise<Server> {
  const { DATABASE_URL: _, OPENCOMMISSION_DATA: __, ...environment } = process.env;
  const child = spawn(NODE, command, {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const told: string[] = [];
  child.stderr.on("data", (text: Buffer) => told.push(String(text)));
  const ended = once(child, "exit");
  let bucket = "";
  for await (const line of createInterface({ input: child.stdout })) {
    bucket = /bucket listens on (http:\S+)/.exec(line)?.[1] ?? bucket;
    const address = /OpenCommission listens on (http:\S+)/.exec(line)?.[1];
    if (address === undefined) continue;
    // What it prints from now on is read away, or it would wait for a reader.
    child.stdout.resume();
    return {
      address,
      bucket,
      stop: async () => {
        child.kill("SIGINT");
        await ended;
      },
    };
  }
  await ended;
  throw new Error(`The server did not start: ${told.join("")}`);
}
