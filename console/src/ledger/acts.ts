/**
 * The record of acts, the newest first, page by page as somebody asks for older ones: it grows for ever, so it is never read whole.
 */
import { useInfiniteQuery } from "@tanstack/react-query";
import { ask } from "../api/client.ts";
import type { Answer } from "../api/routes.ts";

export type Act = Answer<"get", "/audit">["acts"][number];

export interface ActFilter {
  readonly actor: string | undefined;
  readonly action: string | undefined;
  readonly subject: string | undefined;
}

const PAGE = 500;

export function useActs(filter: ActFilter) {
  const first: string | null = null;
  return useInfiniteQuery({
    queryKey: ["/audit", filter, "pages"],
    queryFn: ({ pageParam, signal }) =>
      ask("/audit", { query: { ...filter, limit: PAGE } }, { signal, cursor: pageParam }),
    initialPageParam: first,
    getNextPageParam: (page: Answer<"get", "/audit">): string | null => page.next,
  });
}
