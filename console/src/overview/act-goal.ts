/**
 * Where each act is done. In: an act, the month. Out: page and what is open on it.
 */
import type { WORKPLACES } from "../app/navigation.ts";
import type { Search } from "../app/search.ts";
import type { Act } from "./next-acts.ts";

export interface Goal {
  readonly to: (typeof WORKPLACES)[number]["to"];
  readonly search: Search;
}

// No market: it would stay chosen on the way back, and hide what waits in the others.
export function goalOf({ code, close, period: later }: Act, period: string): Goal {
  switch (code) {
    case "upload-ready":
    case "upload-refused":
      return { to: "/workbooks", search: { period } };
    case "rejected":
      return { to: "/messages", search: { period } };
    case "matrix-missing":
    case "target-missing":
    case "target-ambiguous":
      return { to: "/workbooks", search: { period } };
    case "gap":
      return { to: "/delivery", search: { period, tab: "completeness" } };
    case "close":
      return { to: "/closes", search: { period, tab: "start" } };
    case "approve":
      return { to: "/closes", search: { period, open: close?.id } };
    case "deliver":
    case "refused":
      return { to: "/delivery", search: { period } };
    case "differences":
    case "compare":
      return { to: "/delivery", search: { period, tab: "reconciliation" } };
    case "next-month":
      return { to: "/", search: { period: later } };
    default:
      return code satisfies never;
  }
}
