/**
 * Who is signed in, and what they may. In: the API's word. Out: a name and rights; the server decides anew with each request.
 */
import { createContext, use } from "react";
import type { Answer } from "../api/routes.ts";

export type Me = Answer<"get", "/me">;
export type RightName = keyof Me["rights"];

export const MeContext = createContext<Me | null>(null);

export function useMe(): Me {
  const me = use(MeContext);
  if (me === null) throw new Error("assertion: only a signed-in page asks who is signed in");
  return me;
}

/** Whether a right reaches a market; without one: whether it reaches any. What is null reaches everywhere. */
export function may(me: Me, right: RightName, market?: string): boolean {
  const reach = me.rights[right];
  if (reach === null) return true;
  return market === undefined ? reach.length > 0 : reach.includes(market);
}

/** Whether it reaches every market, as what belongs to none needs. */
export function mayEverywhere(me: Me, right: RightName): boolean {
  return me.rights[right] === null;
}
