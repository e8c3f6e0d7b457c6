/**
 * Whether somebody may approve or reject a close, and if not, why: told before they try. In: who looks, the close. Out: a code. Pure.
 */
import { may, type Me } from "../app/session.ts";
import type { OneClose } from "./one-close.ts";

export type WhyNot = "role" | "market" | "started" | "uploaded" | "gap";

/** Null when it may be approved. */
export function whyNotApprove(me: Me, { close, completeness, mayNotApprove }: OneClose): WhyNot | null {
  const role = whyNotReject(me, close.market);
  if (role !== null) return role;
  const same = (name: string) => name.normalize("NFC").toLowerCase() === me.name.normalize("NFC").toLowerCase();
  if (mayNotApprove.some(same)) return same(close.startedBy) ? "started" : "uploaded";
  if (completeness !== null && !completeness.complete && !completeness.waived) return "gap";
  return null;
}

export function whyNotReject(me: Me, market: string): "role" | "market" | null {
  if (may(me, "approve", market)) return null;
  return may(me, "approve") ? "market" : "role";
}
