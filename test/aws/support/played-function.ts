/**
 * A function as Lambda would run it: the bundle of its asset under the real runtime client, in a process of its own, with the template's
 * environment and no other, its memory and its time-out. In: an installation, a function's name. Out: answers to events, its log.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { portOf } from "../../support/cutting-proxy.ts";
import type { Installation } from "./stacks.ts";

export const functionProperties = z.object({
  FunctionName: z.string(),
  Handler: z.string(),
  Role: z.string(),
  Runtime: z.literal("nodejs24.x"),
  Architectures: z.tuple([z.literal("arm64")]),
  MemorySize: z.number(),
  Timeout: z.number(),
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});

export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string; readonly log?: string };

export interface PlayedFunction {
  readonly name: string;
  readonly invoke: (event: unknown) => Promise<Answer>;
  readonly log: () => string;
  /** From the start of the process to its first asking for an event, in milliseconds. */
  readonly initMs: () => number | null;
  readonly stop: () => Promise<void>;
}

/** What the service adds to a function's environment, and what stands for services and files of AWS on this machine. */
export interface Surroundings {
  readonly variables: Readonly<Record<string, string>>;
  /** Files of the runtime that the template names, and what stands for them. */
  readonly files: Readonly<Record<string, string>>;
  /** `host:port` and the loopback port that it stands for. */
  readonly network: Readonly<Record<string, number>>;
}

/** Of an answer that comes as a stream: a head as JSON, eight zeros, the body. Its value is these bytes. */
const STREAMED = "application/vnd.awslambda.http-integration-response";
const SHIM = fileURLToPath(new URL("lambda-shim.mjs", import.meta.url));
const RUNTIME = fileURLToPath(import.meta.resolve("aws-lambda-ric"));

interface Waiting {
  readonly id: string;
  readonly event: string;
  readonly settle: (answer: Answer) => void;
}

export async function playFunction(
  installation: Installation,
  name: string,
  around: Surroundings,
): Promise<PlayedFunction> {
  const settings = functionProperties.parse(
    installation.named("AWS::Lambda::Function", "FunctionName", name).properties,
  );
  // Away from the repository: a bundle that lacks a package must not find it there.
  const folder = await mkdtemp(join(tmpdir(), "oc-function-"));
  await cp(installation.assetFolder(settings.Code.S3Key), folder, { recursive: true });
  const host = createHost(folder, settings, around);
  return {
    name,
    invoke: (event) => host.invoke(event),
    log: host.log,
    initMs: host.initMs,
    stop: async () => {
      await host.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function createHost(folder: string, settings: z.infer<typeof functionProperties>, around: Surroundings) {
  const queue: Waiting[] = [];
  const underWay = new Map<string, Waiting>();
  let asking: ServerResponse | null = null;
  let child: ChildProcess | null = null;
  let log = "";
  let startedAt = 0;
  let initMs: number | null = null;
  const server = createServer((request, response) => void serve(request, response));
  const listening = new Promise<number>((done) => {
    server.listen(0, "127.0.0.1", () => done(portOf(server.address())));
  });

  function hand(): void {
    if (asking === null) return;
    const next = queue.shift();
    if (next === undefined) return;
    const response = asking;
    asking = null;
    underWay.set(next.id, next);
    response.writeHead(200, {
      "content-type": "application/json",
      "lambda-runtime-aws-request-id": next.id,
      "lambda-runtime-deadline-ms": String(Date.now() + settings.Timeout * 1000),
      "lambda-runtime-invoked-function-arn": `arn:aws:lambda:eu-north-1:111111111111:function:${settings.FunctionName}`,
    });
    response.end(next.event);
  }

  function settle(id: string, answer: Answer): void {
    underWay.get(id)?.settle(answer);
    underWay.delete(id);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    if (path.endsWith("/invocation/next")) {
      initMs ??= performance.now() - startedAt;
      asking = response;
      hand();
      return;
    }
    const bytes = await buffer(request);
    const body = bytes.toString("utf8");
    response.writeHead(202).end();
    const [, id = "", what] = /\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (what === "response" && request.headers["content-type"] === STREAMED) settle(id, { ok: true, value: bytes });
    else if (what === "response") settle(id, { ok: true, value: body === "" ? null : JSON.parse(body) });
    else if (what === "error") settle(id, { ok: false, error: body });
    else failAll(`init failed: ${body}`);
  }

  function failAll(error: string): void {
    for (const { settle: tell } of [...queue.splice(0), ...underWay.values()]) tell({ ok: false, error });
    underWay.clear();
  }

  async function start(): Promise<void> {
    const port = await listening;
    startedAt = performance.now();
    const variables = Object.fromEntries(
      Object.entries(settings.Environment.Variables).map(([key, value]) => [key, around.files[value] ?? value]),
    );
    const started = spawn(process.execPath, ["--import", SHIM, RUNTIME, settings.Handler], {
      cwd: folder,
      env: {
        ...variables,
        ...around.variables,
        OPENCOMMISSION_PLAYED_NETWORK: JSON.stringify(around.network),
        PATH: process.env["PATH"] ?? "",
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
        AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1: "true",
        AWS_LAMBDA_LOG_FORMAT: "JSON",
        AWS_LAMBDA_FUNCTION_NAME: settings.FunctionName,
        AWS_LAMBDA_FUNCTION_VERSION: "1",
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.MemorySize),
        AWS_LAMBDA_LOG_GROUP_NAME: `/${settings.FunctionName}`,
        AWS_LAMBDA_LOG_STREAM_NAME: "played",
        LAMBDA_TASK_ROOT: folder,
        LAMBDA_RUNTIME_DIR: folder,
        _HANDLER: settings.Handler,
        TZ: ":UTC",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding("utf8").on("data", (part: string) => (log += part));
    }
    started.once("exit", (code, signal) => {
      if (child !== started) return;
      child = null;
      asking = null;
      failAll(`the process ended with ${code ?? signal}: ${log.slice(-2000)}`);
    });
  }

  return {
    log: () => log,
    initMs: () => initMs,
    async invoke(event: unknown): Promise<Answer> {
      if (child === null) await start();
      const id = randomUUID();
      const answer = new Promise<Answer>((done) => queue.push({ id, event: JSON.stringify(event), settle: done }));
      hand();
      const late = setTimeout(
        () => {
          // As the service does it: the instance is ended, and whoever called is told.
          settle(id, { ok: false, error: "timed out" });
          child?.kill("SIGKILL");
        },
        settings.Timeout * 1000 + 5_000,
      );
      return answer.finally(() => clearTimeout(late));
    },
    async stop(): Promise<void> {
      const ended = child;
      child = null;
      ended?.kill("SIGKILL");
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
