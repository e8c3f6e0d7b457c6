/**
 * `serve`: the console, the HTTP API and what happens by itself, until a signal ends it.
 */
import { join } from "node:path";
import { createOidcIssuer } from "../../../platform/oidc-issuer.ts";
import { readConsoleFiles } from "../../http/console-files.ts";
import { logText } from "../../http/log-line.ts";
import { DEFAULT_LIMITS } from "../../http/rate-limit.ts";
import { readServerSetting } from "../../http/server-setting.ts";
import { startServer } from "../../http/start-server.ts";
import { startWorkers } from "../../http/workers.ts";
import { common, refusedBy, type CommandPart } from "../command-part.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { CommandRefused, usageError } from "../failures.ts";
import { loadSamplesWhenEmpty } from "../load-samples.ts";

/** Where `npm run build:console` puts it. */
const CONSOLE_FOLDER = join(import.meta.dirname, "..", "..", "..", "..", "console", "dist");

interface ServeOptions extends CommonOptions {
  readonly port: string;
  readonly host: string;
  readonly samples?: boolean;
}

export const serveCommand: CommandPart = (program, env, exit) => {
  common(program.command("serve"))
    .description("the HTTP API and the workers, until Ctrl-C")
    .option("--port <number>", "port; 0: any that is free", "8080")
    .option("--host <name>", "address to listen on", "127.0.0.1")
    .option("--samples", "load the sample data when there is none")
    .action(async (options: ServeOptions) => {
      const port = portArgument(options.port);
      exit(await withContext(options, env, (context) => serve(context, env, { ...options, port }), "leave", 0));
    });
};

function portArgument(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw usageError(`Found port "${text}"; expected a number from 0 to 65535.`);
  return Number(text);
}

async function serve(
  context: Context,
  env: NodeJS.ProcessEnv,
  { host, port, samples }: { readonly host: string; readonly port: number; readonly samples?: boolean },
): Promise<number> {
  const setting = readServerSetting(env, { host, embedded: context.embedded });
  if (!setting.ok) throw refusedBy(setting.refusal);
  const { oidc, origin, localUsers, sessionIdleMinutes } = setting.value;
  if (samples === true) await loadSamplesWhenEmpty(context);
  const { db, now } = context.deps;
  const http = {
    db,
    now,
    objects: context.objects,
    uploadPlaces: null,
    coreViewOf: context.coreViewOf,
    schemaIsCurrent: context.schemaIsCurrent,
    issuer: oidc === null ? null : createOidcIssuer(oidc),
    localUsers,
    sessionIdleMinutes,
    limits: DEFAULT_LIMITS,
    console: readConsoleFiles(CONSOLE_FOLDER),
    log: (line: Parameters<typeof logText>[0]) => process.stderr.write(logText(line)),
    checkAnswers: false,
  };
  const server = await startServer(http, { host, port, origin }).catch((error: unknown) => {
    throw listenRefused(error, host, port);
  });
  const workers = startWorkers({ ...http, origins: [], addressOf: () => "" });
  context.onStop(() => server.stop());
  context.onStop(() => workers.stop());
  context.output.line(`OpenCommission listens on ${server.address}`);
  if (http.console === null) context.output.line("Its console is not built: npm run build:console, and start again.");
  if (localUsers.length > 0)
    context.output.line(`Sign in there as ${localUsers.map((u) => u.id).join(", ")}. Ctrl-C ends it.`);
  await context.output.document({ address: server.address });
  // Only a signal ends it; the server keeps the process alive.
  return new Promise<number>(() => {});
}

function listenRefused(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EADDRINUSE")
    return new CommandRefused("port-taken", `Port ${port} of ${host} is taken. Give another with --port.`, {
      host,
      port,
    });
  if (code === "EACCES" || code === "EADDRNOTAVAIL")
    return new CommandRefused(
      "address-unusable",
      `${host}:${port} cannot be listened on here: ${code}. Give another --host or --port.`,
      { host, port },
    );
  return error;
}
