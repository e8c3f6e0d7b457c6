/**
 * `npm run core-view`: the stand-in until it is stopped. In: options. Out: its address and what to do next; exit code 0 at a
 * signal, 2 for a wrong option, 3 when it cannot start.
 */
import { Command, CommanderError } from "commander";
import { resolve } from "node:path";
import { startStandIn, type StandIn } from "./start-stand-in.ts";

const USUAL_PORT = "4780";
const SECRET = "OPENCOMMISSION_CORE_VIEW_SECRET";

const program = new Command("core-view")
  .description("A Core View for tests and for a first look: it books what is delivered and plays faults.")
  .option("--port <n>", "port on 127.0.0.1; 0 for a free one", USUAL_PORT)
  .option("--data <dir>", "where it keeps what it has booked", "data/core-view-stand-in")
  .option("--seed <s>", "plays faults by chance; the same seed plays the same ones")
  .option("--client-id <id>", "demands OAuth 2.0 tokens, and gives them to this client")
  .option("--client-secret <secret>", `the client's secret, also as ${SECRET}`)
  .exitOverride();

interface Options {
  readonly port: string;
  readonly data: string;
  readonly seed?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
}

async function main(): Promise<number> {
  let options: Options;
  try {
    options = program.parse().opts<Options>();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  if (!/^\d{1,5}$/.test(options.port) || Number(options.port) > 65_535)
    return usage("--port is a number from 0 to 65535.");
  const secret = options.clientSecret ?? process.env[SECRET] ?? "";
  if ((options.clientId === undefined) !== (secret === "")) {
    return usage(`--client-id goes with --client-secret or ${SECRET}.`);
  }
  const client = options.clientId === undefined ? null : { id: options.clientId, secret };
  try {
    const standIn = await startStandIn({
      folder: options.data,
      port: Number(options.port),
      seed: options.seed ?? null,
      client,
    });
    tellWhatNext(standIn, options);
    await signal();
    await standIn.stop();
    return 0;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    process.stderr.write(`core-view: it cannot start: ${error.message}\n`);
    return 3;
  }
}

function tellWhatNext(standIn: StandIn, { data, seed, clientId }: Options): void {
  const oauth =
    clientId === undefined ? {} : { oauth: { tokenUrl: standIn.tokenUrl, clientId, clientSecret: `env:${SECRET}` } };
  const setting = JSON.stringify({ adapter: "http", url: standIn.url, ...oauth });
  const lines = [
    `Core View's stand-in listens on ${standIn.url}`,
    `  its page    ${standIn.url}/`,
    `  its API     ${standIn.url}/openapi.json`,
    `  its store   ${resolve(data)}`,
    ...(seed === undefined ? [] : [`  its faults  by seed ${seed}`]),
    "",
    "Next, in another terminal:",
    ...(clientId === undefined ? [] : [`  export ${SECRET}=…`]),
    `  npm run -s cli -- settings set delivery '${setting}' --as NAME`,
    "  npm run -s cli -- deliver --as NAME",
    "",
    "Ctrl-C ends it. What it has booked stays.",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function usage(message: string): number {
  process.stderr.write(`core-view: ${message}\n`);
  return 2;
}

function signal(): Promise<void> {
  return new Promise((end) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => end());
  });
}

process.exitCode = await main();
