/**
 * A write is done once for each Idempotency-Key. In: the request's key and digest, the work. Out: the work's answer, or the kept one.
 * Kept are answers that say what was done or why not; where nothing was done (our failure, a lack of rights) the key is free again.
 */
import { createHash } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { beginOnce, forgetOnce, keepOnce } from "../../flows/answer-once.ts";
import type { AnswerHeaders, Reply } from "./endpoint.ts";
import { failed } from "./endpoint.ts";
import type { HttpDeps, Principal } from "./http-deps.ts";
import { refusedProblem, type Problem } from "./problem.ts";

const KEY = /^[\x21-\x7e]{8,200}$/;
const Kept = z.object({
  body: z.unknown(),
  headers: z.record(z.string(), z.string()).optional(),
  problem: z.boolean(),
});

export function keyOf(request: Request): string | Problem {
  const key = request.headers.get("idempotency-key");
  if (key !== null && KEY.test(key)) return key;
  const detail =
    "A write needs an Idempotency-Key of 8 to 200 visible characters, such as a UUID: a new one for each act.";
  const errors = [
    {
      parameter: "Idempotency-Key",
      code: key === null ? "missing" : "invalid",
      expected: "8 to 200 visible characters",
    },
  ];
  return { status: 400, code: "idempotency-key-missing", detail, errors };
}

export async function once(
  http: HttpDeps,
  who: Principal,
  asked: { readonly key: string; readonly request: Request; readonly bytes: Uint8Array },
  work: () => Promise<Reply<unknown>>,
): Promise<Reply<unknown>> {
  const name = { personId: who.person.id, key: asked.key };
  const begun = await beginOnce(http, name, digestOf(asked.request, asked.bytes));
  if (!begun.ok) {
    const problem = refusedProblem(begun.refusal);
    return failed(problem.code === "request-running" ? { ...problem, headers: { "Retry-After": "2" } } : problem);
  }
  if (begun.value !== null) return keptReply(begun.value.status, begun.value.answer);
  let done = false;
  try {
    const reply = await work();
    const answer = answerOf(reply);
    if (answer !== null) {
      await keepOnce(http, name, { status: answer.status, answer: answer.text });
      done = true;
    }
    return reply;
  } finally {
    if (!done) await forgetOnce(http, name);
  }
}

function digestOf(request: Request, bytes: Uint8Array): string {
  const { pathname, search } = new URL(request.url);
  const condition = request.headers.get("if-match") ?? "";
  return createHash("sha256")
    .update(JSON.stringify([request.method, pathname, search, condition]))
    .update(bytes)
    .digest("hex");
}

function answerOf(reply: Reply<unknown>): { readonly status: number; readonly text: string } | null {
  if (reply.kind === "json") {
    const text = JSON.stringify({ body: reply.body, headers: reply.headers, problem: false });
    return { status: reply.status, text };
  }
  if (reply.kind !== "problem") return null;
  const { status } = reply.problem;
  const isOfTheWork = status === 409 || status === 422 || status === 412;
  // A refusal that time or another request may lift is asked anew.
  if (!isOfTheWork || reply.problem.code.endsWith("-running")) return null;
  const problem = JSON.stringify(reply.problem, (_key, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  return { status, text: `{"body":${problem},"problem":true}` };
}

const KeptProblem = z.object({
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

function keptReply(status: number, text: string): Reply<unknown> {
  const kept = Kept.parse(JSON.parse(text));
  const replayed: AnswerHeaders = { headers: { ...kept.headers, "Idempotency-Replayed": "true" } };
  if (!kept.problem) return { kind: "json", status, body: kept.body, ...replayed };
  const { details, ...problem } = KeptProblem.parse(kept.body);
  return failed({
    ...problem,
    ...(details === undefined ? {} : { details }),
    headers: { "Idempotency-Replayed": "true" },
  });
}
