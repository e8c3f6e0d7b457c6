/**
 * When a session that is not used ends, from the environment. In: the environment. Out: minutes, or what is wrong with them.
 */
import { done, type Outcome } from "../../domain/refusal.ts";
import { settingInvalid, textOf } from "./oidc-setting.ts";

/** As long as a session can last. */
const MOST_IDLE_MINUTES = 480;

export function readSessionIdleMinutes(env: NodeJS.ProcessEnv): Outcome<number> {
  const idle = textOf(env, "OPENCOMMISSION_SESSION_IDLE_MINUTES") ?? "30";
  if (/^[1-9]\d{0,2}$/.test(idle) && Number(idle) <= MOST_IDLE_MINUTES) return done(Number(idle));
  return settingInvalid(
    `OPENCOMMISSION_SESSION_IDLE_MINUTES is not a number from 1 to ${MOST_IDLE_MINUTES}: found ${idle}.`,
  );
}
