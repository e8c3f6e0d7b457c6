/**
 * The stand-in's token endpoint: OAuth 2.0 client credentials (RFC 6749, 4.4), for one client. In: a request's form and its
 * `Authorization`. Out: an opaque token that ends, or the error that the standard names. Tokens end with the process.
 */
import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import { reply, type Reply } from "./reply.ts";

export interface StandInClient {
  readonly id: string;
  readonly secret: string;
  /** How long a token holds; an hour, unless told otherwise. */
  readonly tokenSeconds?: number;
}

export interface TokenEndpoint {
  readonly grant: (authorization: string | null, form: string) => Reply;
  readonly holds: (authorization: string | null) => boolean;
  /** All tokens end now. */
  readonly revoke: () => void;
}

export function createTokenEndpoint(client: StandInClient, nowMs: () => number): TokenEndpoint {
  const ends = new Map<string, number>();
  const seconds = client.tokenSeconds ?? 3600;
  return {
    grant: (authorization, form) => {
      const fields = new URLSearchParams(form);
      const [id, secret] = credentials(authorization, fields);
      if (!same(id, client.id) || !same(secret, client.secret)) {
        return oauthReply(401, { error: "invalid_client" }, { "www-authenticate": 'Basic realm="core-view"' });
      }
      if (fields.get("grant_type") !== "client_credentials")
        return oauthReply(400, { error: "unsupported_grant_type" });
      const token = randomBytes(32).toString("base64url");
      ends.set(token, nowMs() + seconds * 1000);
      return oauthReply(200, { access_token: token, token_type: "Bearer", expires_in: seconds });
    },
    holds: (authorization) => {
      const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? "")?.[1] ?? "";
      return (ends.get(token) ?? 0) > nowMs();
    },
    revoke: () => ends.clear(),
  };
}

/** By `Authorization: Basic`, each part form-encoded (RFC 6749, 2.3.1), or as fields of the form. */
function credentials(authorization: string | null, fields: URLSearchParams): readonly [id: string, secret: string] {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? "")?.[1];
  if (basic === undefined) return [fields.get("client_id") ?? "", fields.get("client_secret") ?? ""];
  const [id = "", ...secret] = Buffer.from(basic, "base64").toString("utf8").split(":");
  return [formDecoded(id), formDecoded(secret.join(":"))];
}

function formDecoded(text: string): string {
  return new URLSearchParams(`text=${text.replaceAll("&", "%26")}`).get("text") ?? "";
}

function same(found: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(hash("sha256", found)), Buffer.from(hash("sha256", expected)));
}

function oauthReply(status: number, document: unknown, headers: Record<string, string> = {}): Reply {
  return reply(status, "application/json", JSON.stringify(document), { "cache-control": "no-store", ...headers });
}
