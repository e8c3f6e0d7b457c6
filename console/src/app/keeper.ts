/**
 * Keeps answers of the API while they are fresh. A session that ended anywhere is noticed everywhere: whether one is signed in is asked anew.
 * A server that is away is waited for: what is shown stays, `connection-banner.tsx` says so, and all goes on by itself when it is back.
 */
import { QueryCache, QueryClient } from "@tanstack/react-query";
import { hasNoAnswer, isSignedOut, problemOf } from "../api/api-problem.ts";

const FRESH_MS = 15_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 4_000;

export function createKeeper(): QueryClient {
  const keeper = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (isSignedOut(error) && query.queryKey[0] !== "/sign-in")
          void keeper.invalidateQueries({ queryKey: ["/sign-in"] });
      },
    }),
    defaultOptions: {
      queries: {
        // The browser's opinion of the network is not asked: it would hold questions back in silence. Our server may be this machine.
        networkMode: "always",
        staleTime: FRESH_MS,
        // What was refused stays refused; a busy server is asked again, and one that is away until it is back.
        retry: (failures, error) =>
          hasNoAnswer(error) || (failures < 2 && [502, 503].includes(problemOf(error).status)),
        retryDelay: (failures) => Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS),
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  return keeper;
}
