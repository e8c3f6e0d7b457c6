/**
 * A request as API Gateway's REST API hands it to a function, and the answer as it takes it back, streamed. In: the event. Out: a request
 * with the address that the gateway itself saw; the answer's head and body. What a client writes into headers says nothing of its address.
 */
import { z } from "zod";

const gatewayEvent = z.object({
  httpMethod: z.string(),
  path: z.string(),
  multiValueHeaders: z.record(z.string(), z.array(z.string())).nullish(),
  multiValueQueryStringParameters: z.record(z.string(), z.array(z.string())).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({ domainName: z.string(), identity: z.object({ sourceIp: z.string() }) }),
});

export interface GatewayRequest {
  readonly request: Request;
  /** Of whoever asks, as the gateway saw it. */
  readonly address: string;
}

export function readGatewayEvent(event: unknown): GatewayRequest {
  const { httpMethod, path, body, isBase64Encoded, requestContext, ...told } = gatewayEvent.parse(event);
  const headers = new Headers();
  for (const [name, values] of Object.entries(told.multiValueHeaders ?? {}))
    for (const value of values) headers.append(name, value);
  const url = new URL(`https://${requestContext.domainName}`);
  url.pathname = path;
  // Read by the gateway already, so they are written anew.
  for (const [name, values] of Object.entries(told.multiValueQueryStringParameters ?? {}))
    for (const value of values) url.searchParams.append(name, value);
  const bytes = body == null ? null : Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  const hasBody = bytes !== null && httpMethod !== "GET" && httpMethod !== "HEAD";
  const request = new Request(url, {
    method: httpMethod,
    headers,
    ...(hasBody ? { body: new Uint8Array(bytes) } : {}),
  });
  return { request, address: requestContext.identity.sourceIp };
}

/** What the gateway is told before the body. */
export interface AnswerHead {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
}

export function answerHead(response: Response): AnswerHead {
  const headers = Object.fromEntries([...response.headers.entries()].filter(([name]) => name !== "set-cookie"));
  return { statusCode: response.status, headers, cookies: response.headers.getSetCookie() };
}
