/**
 * Access tokens by OAuth 2.0 client credentials (RFC 6749, 4.4). In: the setting, its secret. Out: a token, asked for once and
 * kept until 60 seconds before its end; or why there is none. Neither the secret nor a token is ever in a message.
 */
import {
  clientCredentialsGrantRequest,
  ClientSecretBasic,
  customFetch,
  processClientCredentialsResponse,
  OperationProcessingError,
  ResponseBodyError,
  UnsupportedOperationError,
  WWWAuthenticateChallengeError,
} from "oauth4webapi";
import type { HttpDelivery } from "../../domain/delivery-setting.ts";
import type { CoreViewProblem, Unavailable } from "./core-view.ts";
import { certificateProblem, exchangeProblem } from "./http-trouble.ts";
import type { Exchange, HttpQuestion } from "./http-exchange.ts";
import { retryAfterMs } from "./retry-after.ts";
import { readSecret } from "../secret.ts";

/** Clocks differ, and a token has to hold until the request that carries it is read. */
const LEEWAY_MS = 60_000;
// RFC 6750, 2.1. Anything else cannot stand in a header.
const TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;

export type TokenResult =
  | { readonly state: "ok"; readonly token: string }
  | ({ readonly state: "refused" } & CoreViewProblem)
  | Unavailable;

export interface TokenSource {
  /** The kept token, or a new one. */
  readonly token: () => Promise<TokenResult>;
  /** Core View did not take it: the next is a new one. */
  readonly drop: (token: string) => void;
}

export interface TokenSurroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly ask: (question: HttpQuestion) => Promise<Exchange>;
  /** Milliseconds of a clock that nobody sets. */
  readonly elapsedMs: () => number;
  readonly nowMs: () => number;
}

export function createTokenSource(oauth: NonNullable<HttpDelivery["oauth"]>, around: TokenSurroundings): TokenSource {
  let kept: { readonly token: string; readonly untilMs: number } | null = null;
  return {
    token: async () => {
      if (kept !== null && around.elapsedMs() < kept.untilMs) return { state: "ok", token: kept.token };
      const askedAtMs = around.elapsedMs();
      const result = await newToken(oauth, around);
      if (result.state !== "ok") return result;
      // Without an end it is kept until Core View refuses it.
      const lastsMs = result.lastsSeconds === null ? Infinity : result.lastsSeconds * 1000 - LEEWAY_MS;
      kept = { token: result.token, untilMs: askedAtMs + lastsMs };
      return { state: "ok", token: result.token };
    },
    drop: (token) => {
      if (kept?.token === token) kept = null;
    },
  };
}

type NewToken = { readonly state: "ok"; readonly token: string; readonly lastsSeconds: number | null };

async function newToken(
  oauth: NonNullable<HttpDelivery["oauth"]>,
  around: TokenSurroundings,
): Promise<NewToken | Exclude<TokenResult, { state: "ok" }>> {
  const secret = await readSecret(oauth.clientSecret, around.env);
  if (!secret.ok) return { state: "refused", code: "secret-missing", message: secret.message };
  // The library takes https alone. What is asked is the setting's own address, which may be plain http on loopback.
  const nameForLibrary = oauth.tokenUrl.replace(/^http:/, "https:");
  const server = { issuer: new URL(nameForLibrary).origin, token_endpoint: nameForLibrary };
  const client = { client_id: oauth.clientId };
  let exchange: Exchange | null = null;
  try {
    const response = await clientCredentialsGrantRequest(
      server,
      client,
      ClientSecretBasic(secret.secret),
      new URLSearchParams(oauth.scope === null ? {} : { scope: oauth.scope }),
      {
        [customFetch]: async (_, init) => {
          exchange = await around.ask({
            method: "POST",
            url: oauth.tokenUrl,
            headers: init.headers,
            body: Buffer.from(init.body.toString()),
          });
          return responseOf(exchange);
        },
      },
    );
    const answer = await processClientCredentialsResponse(server, client, response);
    if (!TOKEN.test(answer.access_token)) return strange(oauth.tokenUrl, "a token that cannot stand in a header");
    return { state: "ok", token: answer.access_token, lastsSeconds: answer.expires_in ?? null };
  } catch (error) {
    return failureOf(error, exchange, oauth, around.nowMs());
  }
}

class NoAnswer extends Error {}

function responseOf(exchange: Exchange): Response {
  if (exchange.state !== "answered") throw new NoAnswer();
  const { status, mediaType, body } = exchange.answer;
  const bodiless = status === 204 || status === 205 || status === 304;
  return new Response(bodiless ? null : Buffer.from(body), { status, headers: { "content-type": mediaType } });
}

function failureOf(
  error: unknown,
  exchange: Exchange | null,
  oauth: NonNullable<HttpDelivery["oauth"]>,
  nowMs: number,
): Exclude<TokenResult, { state: "ok" }> {
  if (exchange === null) throw error;
  const where = `The token server ${oauth.tokenUrl}`;
  if (exchange.state !== "answered") {
    // Whatever became of it: no token, and asking again does no harm.
    return certificateProblem(exchange, where) ?? unavailable(exchangeProblem(exchange, where), null);
  }
  const { status, retryAfter } = exchange.answer;
  const wait = retryAfterMs(retryAfter, nowMs);
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return unavailable(`${where} answered with status ${status}. Nothing was sent.`, wait);
  }
  if (error instanceof ResponseBodyError || error instanceof WWWAuthenticateChallengeError || status >= 400) {
    // Only the code that the standard gives: a description could repeat what was sent.
    const code = error instanceof ResponseBodyError && /^[a-z_]{1,60}$/.test(error.error) ? ` (${error.error})` : "";
    const message = `${where} refuses client ${oauth.clientId} with status ${status}${code}. Nothing was sent: check "oauth" in the setting "delivery" and the client's secret, and deliver again.`;
    return { state: "refused", code: "token-refused", message };
  }
  if (error instanceof OperationProcessingError || error instanceof UnsupportedOperationError) {
    return strange(oauth.tokenUrl, `status ${status} and no bearer token as OAuth 2.0 tells it`);
  }
  throw error;
}

/** Not a token server, or something before it: it may come right by itself, such as a page that says "under maintenance". */
function strange(tokenUrl: string, what: string): Unavailable {
  return unavailable(`The token server ${tokenUrl} answered with ${what}. Nothing was sent.`, null);
}

function unavailable(message: string, retryAfterMs: number | null): Unavailable {
  return { state: "unavailable", code: "token-unavailable", message, retryAfterMs };
}
