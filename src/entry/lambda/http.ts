/**
 * The function behind the gateway: the API, and the console's files where they lie beside the bundle. In: a request as API Gateway hands
 * it over. Out: the answer as a stream, so that neither its length nor half a minute of work is a limit.
 *
 * Work that takes longer than the gateway waits goes on here to its end: whoever asks again with the same Idempotency-Key is told
 * `request-running`, and then the answer.
 */
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Writable } from "node:stream";
import { S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import { MOST_UPLOAD_BYTES } from "../../flows/upload-workbook.ts";
import { DatabaseUnavailable } from "../../platform/postgres/database-failure.ts";
import { schemaState } from "../../platform/postgres/migrate.ts";
import { s3UploadPlaces } from "../../platform/object-store/upload-places-s3.ts";
import { readConsoleFiles } from "../http/console-files.ts";
import { createApp } from "../http/create-app.ts";
import { logText } from "../http/log-line.ts";
import { readOidcSetting } from "../http/oidc-setting.ts";
import { problemJson } from "../http/problem.ts";
import { DEFAULT_LIMITS } from "../http/rate-limit.ts";
import { SECURITY_HEADERS } from "../http/security-headers.ts";
import { readSessionIdleMinutes } from "../http/session-setting.ts";
import { answerHead, readGatewayEvent, type AnswerHead } from "./gateway-event.ts";
import { openOnce, OutOfTime, type CallContext } from "./lambda-context.ts";
import { coreViews } from "./lambda-core-view.ts";
import { FUNCTION_ENVIRONMENTS, readEnvironment } from "./lambda-environment.ts";
import { issuerWithSecret } from "./lambda-issuer.ts";
import { createLog } from "./lambda-log.ts";
import { systemObjects } from "./lambda-objects.ts";

/** Brought by Lambda's runtime. */
declare const awslambda: {
  streamifyResponse(handler: (event: unknown, answer: Writable, context: CallContext) => Promise<void>): unknown;
  readonly HttpResponseStream: { from(answer: Writable, head: AnswerHead): Writable };
};

const env = readEnvironment(FUNCTION_ENVIRONMENTS.http, process.env);
/** What the app is given beside the request. */
const Asked = z.object({ address: z.string() });
/** Left for a transaction to end in good order. */
const RESERVE_MS = 10_000;
let callUnderWay: CallContext | null = null;
let app: ReturnType<typeof createApp> | null = null;

async function appOnce(): Promise<ReturnType<typeof createApp>> {
  app ??= await composeApp();
  return app;
}

async function composeApp(): Promise<ReturnType<typeof createApp>> {
  const db = await openOnce(env);
  const oidc = readOidcSetting(process.env);
  if (!oidc.ok || oidc.value === null) throw new Error("assertion: the environment names an issuer");
  const idle = readSessionIdleMinutes(process.env);
  if (!idle.ok) throw new Error("assertion: the environment says when an unused session ends");
  const now = (): Date => new Date();
  const progress = (): void => {
    if ((callUnderWay?.getRemainingTimeInMillis() ?? Infinity) < RESERVE_MS) throw new OutOfTime();
  };
  const place = { bucket: env.ARRIVALS_BUCKET, prefix: env.ARRIVALS_PREFIX, mostBytes: MOST_UPLOAD_BYTES, now };
  return createApp({
    db,
    now,
    objects: systemObjects(),
    uploadPlaces: s3UploadPlaces(new S3Client({}), place),
    coreViewOf: coreViews({ db, now, actor: env.DATABASE_USER, progress }),
    schemaIsCurrent: async () => (await schemaState(db, join(import.meta.dirname, "migrations"))) === "current",
    origins: [env.OPENCOMMISSION_ORIGIN],
    addressOf: (_request, asked) => Asked.parse(asked).address,
    issuer: issuerWithSecret(oidc.value, env.OIDC_SECRET_ARN),
    localUsers: [],
    limits: DEFAULT_LIMITS,
    sessionIdleMinutes: idle.value,
    console: readConsoleFiles(join(import.meta.dirname, "console")),
    progress,
    log: (line) => process.stdout.write(logText(line)),
    checkAnswers: false,
  });
}

async function answerTo(event: unknown): Promise<Response> {
  const { request, address } = readGatewayEvent(event);
  return withPlaces(await (await appOnce()).fetch(request, { address }));
}

/** The page may send workbooks to the bucket of places, and nowhere else besides us. */
function withPlaces(response: Response): Response {
  const policy = response.headers.get("content-security-policy");
  const bucket = `https://${env.ARRIVALS_BUCKET}.s3.${process.env["AWS_REGION"] ?? ""}.amazonaws.com`;
  if (policy !== null)
    response.headers.set(
      "content-security-policy",
      policy.replace("connect-src 'self'", `connect-src 'self' ${bucket}`),
    );
  return response;
}

/** Before there is an app: the database is away, or something is ours to mend. */
function failedAnswer(error: unknown, requestId: string): Response {
  const away = error instanceof DatabaseUnavailable;
  const problem = away
    ? { status: 503, code: error.code, detail: "The database is not available. Repeat the request, with the same key." }
    : { status: 500, code: "internal", detail: "This is our fault. Report the request's id if it comes again." };
  const headers = { ...SECURITY_HEADERS, "Content-Type": "application/problem+json", "X-Request-Id": requestId };
  return new Response(JSON.stringify(problemJson(problem, requestId)), { status: problem.status, headers });
}

export const handler = awslambda.streamifyResponse(async (event, answer, context) => {
  callUnderWay = context;
  const response = await answerTo(event).catch((error: unknown) => {
    createLog("http", context.awsRequestId).error("the call failed", error);
    return failedAnswer(error, context.awsRequestId);
  });
  const stream = awslambda.HttpResponseStream.from(answer, answerHead(response));
  // The head goes out before the first write, also where the answer has no bytes.
  stream.write("");
  if (response.body === null) stream.end();
  else await pipeline(Readable.fromWeb(response.body), stream);
});
