/**
 * How the API is reached and who vouches for people, from the environment. In: the environment, host, whether the database is embedded.
 * Out: the issuer's setting, the public address, the local users; or what is missing. Demo users and the open network never meet.
 */
import { done, type Outcome } from "../../domain/refusal.ts";
import type { OidcSetting } from "../../platform/oidc-issuer.ts";
import type { LocalUser } from "./http-deps.ts";
import { LOCAL_USERS } from "./local-users.ts";
import { readOidcSetting, settingInvalid as invalid, textOf } from "./oidc-setting.ts";
import { isLoopbackHost } from "./start-server.ts";

export interface ServerSetting {
  readonly oidc: OidcSetting | null;
  readonly origin: string | null;
  readonly localUsers: readonly LocalUser[];
  readonly sessionIdleMinutes: number;
}

/** As long as a session can last. */
const MOST_IDLE_MINUTES = 480;

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
  const idle = textOf(env, "OPENCOMMISSION_SESSION_IDLE_MINUTES") ?? "30";
  if (!/^[1-9]\d{0,2}$/.test(idle) || Number(idle) > MOST_IDLE_MINUTES)
    return invalid(
      `OPENCOMMISSION_SESSION_IDLE_MINUTES is not a number from 1 to ${MOST_IDLE_MINUTES}: found ${idle}.`,
    );
  return done({ oidc: oidc.value, origin, localUsers: local ? LOCAL_USERS : [], sessionIdleMinutes: Number(idle) });
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text);
}
