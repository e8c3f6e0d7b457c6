/**
 * A route as data: its description, who may ask, and the schemas that both validate and describe. In: the parts of a definition, with a
 * handler that is given checked values. Out: an `Endpoint`, which the app serves, the OpenAPI document tells, and the table of the tests holds.
 */
import { z } from "@hono/zod-openapi";
import { either, isNowhere, marketList, reaches, type Access, type Reach } from "../../domain/access.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { FlowDeps } from "../../flows/deps.ts";
import type { HttpDeps, Principal } from "./http-deps.ts";
import { refusedProblem, type FieldProblem, type Problem } from "./problem.ts";

/** Who may ask at all; in which markets, the handler knows. */
export type Right =
  | "public"
  | "signed-in"
  | "view"
  | "upload"
  | "approve"
  /** Who uploads or approves. */
  | "operate"
  | "admin"
  /** Who sees or administers. */
  | "view-or-admin";

export function reachOf(right: Exclude<Right, "public" | "signed-in">, access: Access): Reach {
  switch (right) {
    case "view":
      return access.view;
    case "upload":
      return access.upload;
    case "approve":
      return access.approve;
    case "operate":
      return either(access.upload, access.approve);
    case "admin":
      return access.admin;
    case "view-or-admin":
      return either(access.view, access.admin);
    default:
      return right satisfies never;
  }
}

export function mayAsk(right: Right, who: Principal | null): boolean {
  if (right === "public") return true;
  if (who === null) return false;
  return right === "signed-in" || !isNowhere(reachOf(right, who.access));
}

/** A file that came with the request. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a handler is given: checked values, who asks, the flows' dependencies in their name. */
export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly file: UploadedFile | null;
  /** Null only on public routes. */
  readonly caller: Principal | null;
  readonly deps: FlowDeps;
  readonly http: HttpDeps;
  readonly request: Request;
  /** What the server knows of the connection; for `addressOf`. */
  readonly environment: unknown;
}

export interface AnswerHeaders {
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
}

export type Reply<T> =
  | ({ readonly kind: "json"; readonly status: number; readonly body: T } & AnswerHeaders)
  | ({
      readonly kind: "bytes";
      readonly status: number;
      readonly type: string;
      readonly bytes: Uint8Array;
    } & AnswerHeaders)
  | ({ readonly kind: "redirect"; readonly location: string } & AnswerHeaders)
  | {
      readonly kind: "problem";
      readonly problem: Problem;
      /** Set when it is there, but not in a market of who asks: that is on record. */
      readonly hidden?: string;
    };

export function ok<T>(body: T, headers: AnswerHeaders = {}): Reply<T> {
  return { kind: "json", status: 200, body, ...headers };
}

export function created<T>(body: T): Reply<T> {
  return { kind: "json", status: 201, body };
}

export function failed(problem: Problem): Reply<never> {
  return { kind: "problem", problem };
}

export function refusedReply(refusal: Refusal): Reply<never> {
  return failed(refusedProblem(refusal));
}

/** What is not in a market of who asks is not there; that they asked is on record. */
export function hidden(problem: Problem, market: string): Reply<never> {
  return { kind: "problem", problem, hidden: market };
}

/** A file under a name of ours, never shown in place of the page. */
export function attachment(bytes: Uint8Array, type: string, name: string): Reply<never> {
  const headers = { "Content-Disposition": `attachment; filename="${name}"` };
  return { kind: "bytes", status: 200, type, bytes, headers };
}

export type Method = "get" | "post" | "put" | "delete";

/** How a body comes: none, JSON, a file (raw, or the part `file` of a form), or contract events, which their own door reads. */
export type BodyKind = "none" | "json" | "file" | "events";

export interface Definition<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  A extends z.ZodType,
  M extends Method = Method,
  Path extends string = string,
> {
  readonly method: M;
  /** Below `/api/v1` unless it begins with `//`; parameters as `{id}`. */
  readonly path: Path;
  readonly right: Right;
  readonly tag: string;
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly bodyKind: BodyKind;
  readonly answer: A;
  /** What other type than JSON is answered; several where the query says which. */
  readonly answerType?: string | readonly string[];
  /** Headers of the answer when all is well, each with what it says. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /** Of the answer when all is well; 200 when not given. */
  readonly status?: number;
  readonly limit?: "sign-in" | "upload";
  /** Public, and answered without asking the database who it is that asks: it has to be answered when the database is away. */
  readonly forWhoever?: boolean;
  /** A POST that no key can make safe to repeat, or that need not be: signing in and out. */
  readonly withoutKey?: boolean;
  /** Headers that it reads, for its description. */
  readonly requestHeaders?: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly description: string;
  }[];
  readonly handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Reply<z.input<A>>>;
}

export interface RawCall extends Omit<Call<unknown, unknown, unknown>, "params" | "query" | "body"> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export type Checked =
  | { readonly ok: true; readonly handle: () => Promise<Reply<unknown>> }
  | { readonly ok: false; readonly errors: readonly FieldProblem[] };

export interface Endpoint extends Omit<Definition<z.ZodObject, z.ZodObject, z.ZodType, z.ZodType>, "handle"> {
  /** Checks everything at once; nothing is done before all of it is right. */
  readonly check: (call: RawCall) => Checked;
}

/** An endpoint that the compiler still knows the parts of: the console's client is typed by it, so it cannot ask for what is not there. */
export interface TypedEndpoint<M extends Method, Path extends string, P, Q, B, A> extends Endpoint {
  readonly method: M;
  readonly path: Path;
  /** For the compiler alone; never set. */
  readonly wire?: { readonly params: P; readonly query: Q; readonly body: B; readonly answer: A };
}

export const NOTHING = z.strictObject({});
export const NO_BODY = z.undefined();

export function endpoint<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  A extends z.ZodType,
  M extends Method,
  Path extends string,
>(definition: Definition<P, Q, B, A, M, Path>): TypedEndpoint<M, Path, z.input<P>, z.input<Q>, z.input<B>, z.input<A>> {
  return {
    ...definition,
    check(call) {
      const params = definition.params.safeParse(call.params);
      const query = definition.query.safeParse(call.query);
      const body = definition.body.safeParse(call.body);
      if (params.success && query.success && body.success) {
        const checked = { ...call, params: params.data, query: query.data, body: body.data };
        return { ok: true, handle: () => definition.handle(checked) };
      }
      const parameters = [params, query].flatMap((read) => read.error?.issues ?? []);
      return {
        ok: false,
        errors: [
          ...parameters.flatMap((issue) => fieldProblems(issue, "parameter")),
          ...(body.error?.issues ?? []).flatMap((issue) => fieldProblems(issue, "pointer")),
        ].slice(0, MOST_ERRORS),
      };
    },
  };
}

const MOST_ERRORS = 100;

function fieldProblems(issue: z.core.$ZodIssue, kind: "pointer" | "parameter"): FieldProblem[] {
  const named = (path: readonly PropertyKey[]): Pick<FieldProblem, "pointer" | "parameter"> =>
    kind === "parameter" ? { parameter: path.map(String).join(".") } : { pointer: pointerOf(path) };
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      ...named([...issue.path, key]),
      code: "unknown-field",
      expected: "no such field",
    }));
  // zod 4 gives no input here; its words tell of a field that is not there.
  const missing = issue.code === "invalid_type" && issue.message.endsWith(" received undefined");
  return [{ ...named(issue.path), code: missing ? "missing" : "invalid", expected: issue.message }];
}

/** RFC 6901, as a URI fragment. */
export function pointerOf(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => encodeURI(String(part).replaceAll("~", "~0").replaceAll("/", "~1")));
  return `#${parts.map((part) => `/${part}`).join("")}`;
}

/** The signed-in person; routes that are not public always have one. */
export function signedIn(call: { readonly caller: Principal | null }): Principal {
  if (call.caller === null) throw new Error("assertion: a route that is not public has a caller");
  return call.caller;
}

/** For a filter: the markets that are seen, cut to the one that was asked for; null: every one. */
export function marketsSeen(view: Reach, market: string | undefined): string[] | null {
  if (market === undefined) return marketList(view);
  return reaches(view, market) ? [market] : [];
}
