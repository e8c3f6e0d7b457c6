/**
 * Keeps answers of the API while they are fresh. A session that ended anywhere is noticed everywhere: whether one is signed in is asked anew.
 */
import { QueryCache, QueryClient } from "@tanstack/react-query";
import { isSignedOut, problemOf } from "../api/api-problem.ts";

const FRESH_MS = 15_000;

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
        staleTime: FRESH_MS,
        // What was refused stays refused; only what had no answer, or a busy server, is asked again.
        retry: (failures, error) => failures < 2 && [0, 502, 503].includes(problemOf(error).status),
      },
      mutations: { retry: false },
    },
  });
  return keeper;
}
