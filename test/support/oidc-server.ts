/**
 * An OpenID Connect issuer on loopback, over TLS, with real keys and real signatures. In: what its tokens are to say, and how they are to be
 * spoilt. Out: its address, a way to reach it, tokens of one's own making.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { OAuth2Server, type MutableResponse, type MutableToken } from "oauth2-mock-server";
import { Agent, fetch as undiciFetch } from "undici";
import { z } from "zod";
import type { Ask } from "../../src/platform/oidc-issuer.ts";
import { makeCertificates } from "./certificates.ts";

export interface OidcServer {
  readonly url: string;
  readonly ask: Ask;
  /** What the next tokens say beside what they have to. */
  claims: Record<string, unknown>;
  /** Changes what the next token endpoint's answer holds; null: nothing. */
  spoil: ((body: Record<string, unknown>) => void) | null;
  /** The token endpoint refuses. */
  refusing: boolean;
  /** What was sent to the token endpoint, the newest last. */
  readonly sent: URLSearchParams[];
  /** An access token; claims of one's own go before those that it would have. */
  token(claims: Record<string, unknown>): Promise<string>;
  /** The same, signed by a key that the issuer does not have, under the name of one that it has. */
  forged(claims: Record<string, unknown>): Promise<string>;
  /** The same, by a key that the issuer does have, for an algorithm that we do not take. */
  otherAlgorithm(claims: Record<string, unknown>): Promise<string>;
  /** The same, by no signature at all. */
  unsigned(claims: Record<string, unknown>): string;
  stop(): Promise<void>;
}

export async function startOidcServer(): Promise<OidcServer> {
  const folder = await mkdtemp(join(tmpdir(), "opencommission-oidc-"));
  const certificates = await makeCertificates(folder);
  const server = new OAuth2Server(certificates.good.keyFile, certificates.good.certFile);
  const { kid } = await server.issuer.keys.generate("RS256");
  await server.start(0, "127.0.0.1");
  const url = server.issuer.url ?? "";
  const { privateKey } = await generateKeyPair("RS256");
  const other = await generateKeyPair("RS384");
  const otherKey = { ...(await exportJWK(other.publicKey)), kid: "other", alg: "RS384", use: "sig" };
  const agent = new Agent({ connect: { ca: certificates.authority.cert } });
  const full = (claims: Record<string, unknown>): Record<string, unknown> => {
    const now = Math.floor(Date.now() / 1000);
    return { iss: url, sub: "subject-1", aud: "commission-api", iat: now, exp: now + 300, ...claims };
  };
  const sent: URLSearchParams[] = [];
  const oidc: OidcServer = {
    url,
    ask: async (address, init) => {
      if (init.body instanceof URLSearchParams) sent.push(init.body);
      const answer = await askThrough(agent, address, init);
      if (!address.endsWith("/jwks")) return answer;
      const { keys } = z.object({ keys: z.array(z.unknown()) }).parse(await answer.json());
      return Response.json({ keys: [...keys, otherKey] });
    },
    sent,
    claims: {},
    spoil: null,
    refusing: false,
    token: (claims) =>
      server.issuer.buildToken({ scopesOrTransform: (_, payload) => void Object.assign(payload, full(claims)) }),
    forged: (claims) => new SignJWT(full(claims)).setProtectedHeader({ alg: "RS256", kid }).sign(privateKey),
    otherAlgorithm: (claims) =>
      new SignJWT(full(claims)).setProtectedHeader({ alg: "RS384", kid: "other" }).sign(other.privateKey),
    unsigned: (claims) => `${part({ alg: "none", kid })}.${part(full(claims))}.`,
    stop: async () => {
      await agent.close();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
  server.service.on("beforeTokenSigning", (token: MutableToken) => Object.assign(token.payload, oidc.claims));
  server.service.on("beforeResponse", (response: MutableResponse) => {
    if (oidc.refusing) {
      response.statusCode = 400;
      response.body = { error: "invalid_grant" };
    } else if (response.body !== "") {
      oidc.spoil?.(response.body);
    }
  });
  return oidc;
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

async function askThrough(agent: Agent, address: string, init: RequestInit): Promise<Response> {
  const { method = "GET", body } = init;
  const headers = Object.fromEntries(new Headers(init.headers).entries());
  const text = body instanceof URLSearchParams ? body.toString() : typeof body === "string" ? body : null;
  const answer = await undiciFetch(address, { method, headers, redirect: "manual", body: text, dispatcher: agent });
  return new Response(await answer.text(), {
    status: answer.status,
    headers: Object.fromEntries(answer.headers.entries()),
  });
}
