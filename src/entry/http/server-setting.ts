/**
 * How the API is reached and who vouches for people, from the environment. In: the environment, host, whether the database is embedded.
 * Out: the issuer's setting, the public address, the local users; or what is missing. Demo users and the open network never meet.
 */
import { done, type Outcome } from "../../domain/refusal.ts";
import type { OidcSetting } from "../../platform/oidc-issuer.ts";
import type { LocalUser } from "./http-deps.ts";
import { LOCAL_USERS } from "./local-users.ts";
import { readOidcSetting, settingInvalid as invalid, textOf } from "./oidc-setting.ts";
import { readSessionIdleMinutes } from "./session-setting.ts";
import { isLoopbackHost } from "./start-server.ts";

export interface ServerSetting {
  readonly oidc: OidcSetting | null;
  readonly origin: string | null;
  readonly localUsers: readonly LocalUser[];
  readonly sessionIdleMinutes: number;
}

export function readServerSetting(
  env: NodeJS.ProcessEnv,
  at: { readonly host: string; readonly embedded: boolean },
): Outcome<ServerSetting> {
  const origin = textOf(env, "OPENCOMMISSION_ORIGIN");
  const loopback = isLoopbackHost(at.host);
  if (origin !== null && !isOrigin(origin))
    return invalid(`OPENCOMMISSION_ORIGIN is not an origin such as https://commission.example: found ${origin}.`);
  if (!loopback && origin?.startsWith("https://") !== true)
    return invalid(
      "Beyond this machine people come over TLS: set OPENCOMMISSION_ORIGIN to the https address of the proxy in front.",
    );
  const oidc = readOidcSetting(env);
  if (!oidc.ok) return oidc;
  // A proxy in front makes every request come from this machine, so local users are offered only where there is none.
  const local = at.embedded && loopback && origin === null && oidc.value === null;
  if (!local && oidc.value === null)
    return invalid(
      "Nobody could sign in: set OPENCOMMISSION_OIDC_ISSUER. Local users are for the embedded database on this machine alone.",
    );
  const idle = readSessionIdleMinutes(env);
  if (!idle.ok) return idle;
  return done({ oidc: oidc.value, origin, localUsers: local ? LOCAL_USERS : [], sessionIdleMinutes: idle.value });
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text);
}
