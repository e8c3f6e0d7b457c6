/**
 * An OpenID Connect issuer, such as Entra ID, Cognito or Keycloak. In: its address, our registration there. Out: where a browser signs in,
 * who came back, and whose an access token is; else why not, without a token in the words.
 * The browser's way is the code flow with PKCE, state and nonce, and the signature of the ID token is checked too, although it came over TLS.
 */
import {
  createRemoteJWKSet,
  customFetch,
  errors as joseErrors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from "jose";
import * as client from "openid-client";
import { z } from "zod";
import { parseRole, type RoleGrant } from "../domain/access.ts";
import { marketByCode } from "../domain/market.ts";

export interface OidcSetting {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** Of access tokens for this API; another than the client id, else an ID token would pass for one. */
  readonly audience: string;
  /** Where the roles are: a claim's name, or a path such as `realm_access.roles`. */
  readonly rolesClaim: string;
  /** An access token older than this is refused, whatever its own end: roles that were taken away are gone by then. */
  readonly oldestTokenSeconds: number;
  readonly scope: string;
}

export interface Claimed {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  readonly roles: readonly RoleGrant[];
}

export interface SignedIn extends Claimed {
  readonly refreshToken: string | null;
}

export type IssuerAnswer<T> =
  | { readonly ok: true; readonly value: T }
  /** `refused`: what came is not what it has to be; `unavailable`: the issuer did not answer. */
  | { readonly ok: false; readonly why: "refused" | "unavailable"; readonly code: string };

export interface SignInChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface OidcIssuer {
  begin(redirectUri: string): Promise<IssuerAnswer<{ readonly location: string; readonly checks: SignInChecks }>>;
  finish(cameBackTo: URL, checks: SignInChecks): Promise<IssuerAnswer<SignedIn>>;
  /** What the issuer says of them now. */
  again(refreshToken: string, subject: string): Promise<IssuerAnswer<SignedIn>>;
  ofBearer(token: string): Promise<IssuerAnswer<Claimed>>;
}

/** Asymmetric ones alone: no `none`, and no secret that would sign as well as check. */
const ALGORITHMS = ["RS256", "PS256", "ES256", "ES384", "EdDSA"];
const LEEWAY_SECONDS = 30;
const LONGEST_TOKEN = 16_384;

/** Such as `fetch` itself. */
export type Ask = (url: string, init: RequestInit) => Promise<Response>;

/** @param ask how the issuer is reached; where its certificate is of a private authority, one that knows it */
export function createOidcIssuer(setting: OidcSetting, ask: Ask = fetch): OidcIssuer {
  const known = rememberedDiscovery(setting, ask);
  const keys = rememberedKeys(known, ask);
  return {
    begin: (redirectUri) =>
      answered(async () => {
        const config = await known();
        const checks = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
        };
        const location = client.buildAuthorizationUrl(config, {
          redirect_uri: redirectUri,
          scope: setting.scope,
          state: checks.state,
          nonce: checks.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
          code_challenge_method: "S256",
        });
        return { location: location.href, checks };
      }),
    finish: (cameBackTo, checks) =>
      answered(async () => {
        const tokens = await client.authorizationCodeGrant(await known(), cameBackTo, {
          pkceCodeVerifier: checks.verifier,
          expectedState: checks.state,
          expectedNonce: checks.nonce,
          idTokenExpected: true,
        });
        return signedIn(setting, tokens, null);
      }),
    again: (refreshToken, subject) =>
      answered(async () => {
        const tokens = await client.refreshTokenGrant(await known(), refreshToken);
        return signedIn(setting, tokens, { refreshToken, subject });
      }),
    ofBearer: (token) =>
      answered(async () => {
        if (token.length > LONGEST_TOKEN) throw new joseErrors.JWTInvalid("too long");
        const { payload } = await jwtVerify(token, await keys(), {
          issuer: (await known()).serverMetadata().issuer,
          audience: setting.audience,
          algorithms: ALGORITHMS,
          clockTolerance: LEEWAY_SECONDS,
          maxTokenAge: setting.oldestTokenSeconds,
          requiredClaims: ["sub", "exp", "iat"],
        });
        return claimedBy(setting, payload);
      }),
  };
}

/** Asked once; asked again after a failure. */
function rememberedDiscovery(setting: OidcSetting, ask: Ask): () => Promise<client.Configuration> {
  let asked: Promise<client.Configuration> | null = null;
  return () => {
    asked ??= discover(setting, ask).catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}

async function discover(setting: OidcSetting, ask: Ask): Promise<client.Configuration> {
  const authentication = setting.clientSecret === null ? client.None() : client.ClientSecretPost(setting.clientSecret);
  const metadata = { [client.clockTolerance]: LEEWAY_SECONDS };
  return client.discovery(new URL(setting.issuer), setting.clientId, metadata, authentication, {
    execute: [client.enableNonRepudiationChecks],
    timeout: 10,
    [client.customFetch]: (url, { method, headers, redirect, body, signal }) =>
      ask(url, {
        method,
        headers,
        redirect,
        // An array of bytes may lie in shared memory, which no request is sent from.
        ...(body === undefined ? {} : { body: body instanceof Uint8Array ? new Uint8Array(body) : body }),
        ...(signal === undefined ? {} : { signal }),
      }),
  });
}

function rememberedKeys(known: () => Promise<client.Configuration>, ask: Ask): () => Promise<JWTVerifyGetKey> {
  let keys: JWTVerifyGetKey | null = null;
  return async () => {
    const address = (await known()).serverMetadata().jwks_uri;
    if (address === undefined) throw new TypeError("the issuer names no keys");
    keys ??= createRemoteJWKSet(new URL(address), { [customFetch]: ask });
    return keys;
  };
}

function signedIn(
  setting: OidcSetting,
  tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers,
  before: { readonly refreshToken: string; readonly subject: string } | null,
): SignedIn {
  const claims = tokens.claims();
  // A renewal that says nothing of the person says nothing of their roles.
  if (claims === undefined) throw new joseErrors.JWTInvalid("no ID token");
  if (before !== null && claims.sub !== before.subject) throw new joseErrors.JWTInvalid("another subject");
  return { ...claimedBy(setting, claims), refreshToken: tokens.refresh_token ?? before?.refreshToken ?? null };
}

const Names = z.object({ name: z.string().optional(), preferred_username: z.string().optional() });

function claimedBy(setting: OidcSetting, claims: JWTPayload | client.IDToken): Claimed {
  const { iss, sub } = claims;
  if (iss === undefined || sub === undefined || sub === "") throw new joseErrors.JWTInvalid("no subject");
  // OpenID Connect allows 255 ASCII characters; what steers or cannot be stored names nobody.
  if (sub.length > 255 || /\p{Cc}/u.test(sub)) throw new joseErrors.JWTInvalid("a subject that names nobody");
  const names = Names.safeParse(claims);
  const name = names.success ? (names.data.name ?? names.data.preferred_username ?? null) : null;
  return { issuer: iss, subject: sub, name, roles: rolesIn(claims, setting.rolesClaim) };
}

/** What is no role of ours is left aside: issuers put roles of other programs there too. */
export function rolesIn(claims: object, path: string): RoleGrant[] {
  const whole = own(claims, path);
  const found = whole ?? path.split(".").reduce<unknown>(own, claims);
  const texts = z.union([z.string().transform((text) => text.split(/[\s,]+/)), z.array(z.string())]).safeParse(found);
  if (!texts.success) return [];
  const roles = texts.data.map((text) => parseRole(text, (code) => marketByCode(code) !== null));
  return roles.filter((role) => role !== null);
}

function own(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

async function answered<T>(work: () => Promise<T>): Promise<IssuerAnswer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return troubleOf(error);
  }
}

/** Whose fault it is: what came from outside is refused; an issuer that cannot be reached is neither here nor there. */
function troubleOf(error: unknown): IssuerAnswer<never> {
  if (error instanceof joseErrors.JWKSTimeout) return { ok: false, why: "unavailable", code: error.code };
  if (error instanceof joseErrors.JOSEError) return { ok: false, why: "refused", code: error.code };
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError)
    return { ok: false, why: "refused", code: error.code };
  if (error instanceof client.ClientError) return { ok: false, why: whyOf(error), code: error.code ?? "client-error" };
  if (error instanceof TypeError) return { ok: false, why: "unavailable", code: "fetch-failed" };
  throw error;
}

function whyOf(error: client.ClientError): "refused" | "unavailable" {
  const gone = ["OAUTH_TIMEOUT", "OAUTH_ABORT", "OAUTH_RESPONSE_IS_NOT_CONFORM", "OAUTH_RESPONSE_IS_NOT_JSON"];
  return gone.includes(error.code ?? "") ? "unavailable" : "refused";
}
