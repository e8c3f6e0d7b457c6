/**
 * Who vouches for people, from the environment. In: the environment. Out: the issuer's setting, null when none is named, or what is wrong.
 */
import { done, refused, type Outcome } from "../../domain/refusal.ts";
import type { OidcSetting } from "../../platform/oidc-issuer.ts";

const OLDEST_TOKEN_SECONDS = 300;

export function readOidcSetting(env: NodeJS.ProcessEnv): Outcome<OidcSetting | null> {
  const issuer = textOf(env, "OPENCOMMISSION_OIDC_ISSUER");
  if (issuer === null) return done(null);
  const clientId = textOf(env, "OPENCOMMISSION_OIDC_CLIENT_ID");
  const audience = textOf(env, "OPENCOMMISSION_OIDC_AUDIENCE");
  if (!URL.canParse(issuer)) return settingInvalid("OPENCOMMISSION_OIDC_ISSUER is not an address.");
  if (clientId === null || audience === null)
    return settingInvalid(
      "With OPENCOMMISSION_OIDC_ISSUER, OPENCOMMISSION_OIDC_CLIENT_ID and OPENCOMMISSION_OIDC_AUDIENCE are needed.",
    );
  if (clientId === audience)
    return settingInvalid(
      "OPENCOMMISSION_OIDC_AUDIENCE is the client id: an ID token would pass for an access token. Give the API an audience of its own.",
    );
  return done({
    issuer,
    clientId,
    clientSecret: textOf(env, "OPENCOMMISSION_OIDC_CLIENT_SECRET"),
    audience,
    rolesClaim: textOf(env, "OPENCOMMISSION_OIDC_ROLES_CLAIM") ?? "roles",
    scope: textOf(env, "OPENCOMMISSION_OIDC_SCOPE") ?? "openid profile offline_access",
    oldestTokenSeconds: OLDEST_TOKEN_SECONDS,
  });
}

/** What stands in a variable; null when there is nothing but space. */
export function textOf(env: NodeJS.ProcessEnv, name: string): string | null {
  const text = env[name]?.trim() ?? "";
  return text === "" ? null : text;
}

export function settingInvalid(message: string): ReturnType<typeof refused> {
  return refused("server-setting-invalid", message);
}
