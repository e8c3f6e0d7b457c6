/**
 * API Gateway and the web firewall's place before it, as the template makes them: a request becomes the event of a REST API with a proxy
 * integration, and the streamed answer becomes an answer. In: the installation, a way to call functions. Out: a way to ask, as a client
 * on the internet does; what the templates leave out (a method, the permission, the firewall, the name) is not there.
 */
import { z } from "zod";
import type { Answer } from "./played-function.ts";
import type { Installation } from "./stacks.ts";

export interface GatewayAsked {
  readonly query?: Readonly<Record<string, string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly from?: string;
}

export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly bytes: Buffer;
  readonly json: unknown;
}

export interface PlayedGateway {
  readonly domain: string;
  ask(method: string, path: string, asked?: GatewayAsked): Promise<GatewayAnswer>;
}

const Method = z.object({
  HttpMethod: z.literal("ANY"),
  Integration: z.object({
    Type: z.literal("AWS_PROXY"),
    Uri: z.string(),
    ResponseTransferMode: z.literal("STREAM"),
    TimeoutInMillis: z.number(),
  }),
});
const Head = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()),
  cookies: z.array(z.string()),
});
/** The gateway's own, and Lambda's limit of a request's length, of which Base64 takes a third. */
const MOST_EVENT_BYTES = 6 * 1024 * 1024;

export function playGateway(
  installation: Installation,
  invoke: (name: string, event: unknown) => Promise<Answer>,
): PlayedGateway {
  const [name] = installation.ofType("AWS::ApiGateway::DomainName");
  const domain = z.string().parse(name?.properties["DomainName"]);
  const functionName = targetOf(installation);
  return {
    domain,
    async ask(method, path, { query, headers = {}, body, from = "203.0.113.7" } = {}) {
      const all = { Host: domain, "X-Forwarded-For": from, ...headers };
      const event = {
        resource: "/{proxy+}",
        path,
        httpMethod: method,
        headers: all,
        multiValueHeaders: Object.fromEntries(Object.entries(all).map(([key, value]) => [key, [value]])),
        queryStringParameters: null,
        multiValueQueryStringParameters: query ?? null,
        pathParameters: { proxy: path.slice(1) },
        stageVariables: null,
        requestContext: {
          resourcePath: "/{proxy+}",
          httpMethod: method,
          path,
          stage: "live",
          domainName: domain,
          requestId: "played",
          identity: { sourceIp: from, userAgent: "played" },
        },
        body: body ?? null,
        isBase64Encoded: false,
      };
      if (Buffer.byteLength(JSON.stringify(event)) > MOST_EVENT_BYTES) return answered(413, {}, [], Buffer.alloc(0));
      const answer = await invoke(functionName, event);
      if (!answer.ok) throw new Error(`${answer.error}\n${answer.log}`);
      return readStreamed(answer.value);
    },
  };
}

/** The function of the one method for all paths, if the gateway may call it. */
function targetOf(installation: Installation): string {
  const methods = installation.ofType("AWS::ApiGateway::Method").map(({ properties }) => Method.parse(properties));
  const proxies = installation.ofType("AWS::ApiGateway::Resource").map(({ properties }) => properties["PathPart"]);
  const targets = new Set(methods.map(({ Integration }) => /function:([\w-]+)\//.exec(Integration.Uri)?.[1] ?? ""));
  const [target = ""] = targets;
  if (methods.length !== 2 || !proxies.includes("{proxy+}") || targets.size !== 1)
    throw new Error("the gateway does not hand every path to one function");
  if (!methods.every(({ Integration }) => Integration.Uri.endsWith("/response-streaming-invocations")))
    throw new Error("the gateway does not take answers as streams");
  const permitted = installation
    .ofType("AWS::Lambda::Permission")
    .filter(({ properties }) => properties["Principal"] === "apigateway.amazonaws.com")
    .filter(({ properties }) => String(properties["FunctionName"]).endsWith(`:${target}`));
  if (permitted.length < methods.length) throw new Error(`the gateway may not call ${target}`);
  return target;
}

function readStreamed(value: unknown): GatewayAnswer {
  if (!(value instanceof Uint8Array)) throw new Error("the function did not stream its answer");
  const told = Buffer.from(value);
  const end = told.indexOf(Buffer.alloc(8));
  if (end < 0) throw new Error("the answer has no head");
  const { statusCode, headers, cookies } = Head.parse(JSON.parse(told.subarray(0, end).toString("utf8")));
  return answered(statusCode, headers, cookies, told.subarray(end + 8));
}

function answered(
  status: number,
  headers: Readonly<Record<string, string>>,
  cookies: readonly string[],
  bytes: Buffer,
): GatewayAnswer {
  const json: unknown = headers["content-type"]?.includes("json") === true ? JSON.parse(bytes.toString("utf8")) : null;
  return { status, headers, cookies, bytes, json };
}
