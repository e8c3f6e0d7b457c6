/**
 * The API as React sees it: what was asked is kept and asked again when something was written. In: a route. Out: its state.
 * Nothing is shown before the server has said it: money is never guessed ahead.
 */
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useRef } from "react";
import { act, ask, type Written } from "./client.ts";
import type { Answer, Asked, Method, PathOf } from "./routes.ts";

interface Options {
  readonly enabled?: boolean;
  readonly refetchIntervalMs?: number;
}

export function useAsk<P extends PathOf<"get">>(
  path: P,
  asked: Asked<"get", P> = {},
  options: Options = {},
): UseQueryResult<Answer<"get", P>> {
  return useQuery({
    queryKey: [path, asked],
    queryFn: ({ signal }) => ask(path, asked, { signal }),
    enabled: options.enabled ?? true,
    ...(options.refetchIntervalMs === undefined ? {} : { refetchInterval: options.refetchIntervalMs }),
  });
}

/**
 * A write. When it is done, everything that is shown is asked for anew: one act can change many pages. Asked for again while it runs, as by a
 * double click, it is the same act and is sent once.
 */
export function useAct<M extends Exclude<Method, "get">, P extends string>(method: M, path: P & PathOf<M>) {
  const queries = useQueryClient();
  const running = useRef<{ readonly written: Written<M, P>; readonly answer: Promise<Answer<M, P>> } | null>(null);
  return useMutation<Answer<M, P>, Error, Written<M, P>>({
    mutationFn: (written) => {
      if (running.current !== null && isSame(running.current.written, written)) return running.current.answer;
      const answer = act<M, P>(method, path, written).finally(() => {
        running.current = null;
      });
      running.current = { written, answer };
      return answer;
    },
    onSettled: (_answer, error) => {
      const askedAnew = queries.invalidateQueries();
      // What failed is told at once: a server that is away would be waited for first.
      return error === null ? askedAnew : undefined;
    },
  });
}

function isSame<W extends { readonly file?: File }>(one: W, other: W): boolean {
  return one.file === other.file && JSON.stringify(one) === JSON.stringify(other);
}

interface Page {
  readonly next: string | null;
}

export interface AllRows<Row> {
  readonly rows: readonly Row[];
  readonly loading: boolean;
  readonly error: Error | null;
}

/**
 * Every row of a list, page after page: sorting and filtering are of the whole, or they mislead.
 * @param rowsOf the rows of a page
 */
export function useAllRows<P extends PathOf<"get">, Row>(
  path: P,
  asked: Asked<"get", P>,
  rowsOf: (page: Answer<"get", P>) => readonly Row[],
  options: Options = {},
): AllRows<Row> {
  const found = useQuery({
    queryKey: [path, asked, "all"],
    queryFn: async ({ signal }) => {
      const rows: Row[] = [];
      let cursor: string | null = null;
      do {
        const page: Answer<"get", P> = await ask(path, asked, { signal, cursor });
        for (const row of rowsOf(page)) rows.push(row);
        cursor = nextOf(page);
      } while (cursor !== null);
      return rows;
    },
    enabled: options.enabled ?? true,
    ...(options.refetchIntervalMs === undefined ? {} : { refetchInterval: options.refetchIntervalMs }),
  });
  return { rows: found.data ?? [], loading: found.isPending && found.fetchStatus !== "idle", error: found.error };
}

function nextOf(page: unknown): string | null {
  const isPage = (value: unknown): value is Page => typeof value === "object" && value !== null && "next" in value;
  return isPage(page) ? page.next : null;
}
