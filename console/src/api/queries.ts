/**
 * The API as React sees it: what was asked is kept and asked again when something was written. In: a route. Out: its state.
 * Nothing is shown before the server has said it: money is never guessed ahead.
 */
import { replaceEqualDeep, useMutation, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useRef } from "react";
import { act, ask, type Written } from "./client.ts";
import { readPages, type ListPage, type RowsRead } from "./read-pages.ts";
import type { Answer, Asked, Method, PathOf } from "./routes.ts";

/** Rows of a page of a long list: it is parsed and drawn within a frame or two, and tells how far the list has come. */
export const LONG_PAGE = 5_000;
/** As many as stay usable: what a browser can scroll ends a little beyond. */
export const MOST_ROWS = 400_000;

interface Options {
  readonly enabled?: boolean;
  /** Asked again so often, as long as somebody looks at the page. */
  readonly refetchIntervalMs?: number;
}

interface AskOptions<Answer> extends Options {
  /** Whether nothing of it can change any more: then it is not asked again. */
  readonly isFinal?: (answer: Answer) => boolean;
}

export function useAsk<P extends PathOf<"get">>(
  path: P,
  asked: Asked<"get", P> = {},
  { enabled = true, refetchIntervalMs, isFinal = () => false }: AskOptions<Answer<"get", P>> = {},
): UseQueryResult<Answer<"get", P>> {
  return useQuery({
    queryKey: [path, asked],
    queryFn: ({ signal }) => ask(path, asked, { signal }),
    enabled,
    refetchInterval: ({ state: { data } }) =>
      refetchIntervalMs === undefined || (data !== undefined && isFinal(data)) ? false : refetchIntervalMs,
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

export interface AllRows<Row> {
  /** All of them, or none: what is counted or summed is of the whole. */
  readonly rows: readonly Row[];
  /** What has come so far, for a table that is used while it fills. */
  readonly soFar: readonly Row[];
  /** Not all have come. */
  readonly loading: boolean;
  /** `soFar` has as many rows as were asked for at most, and the list goes on; `rows` has none. */
  readonly cut: boolean;
  readonly error: Error | null;
}

interface AllRowsOptions extends Options {
  /** The reading ends there; who gives it shows `cut`. */
  readonly most?: number;
  /** What it names never changes: it is asked for once, unless something is written. */
  readonly fixed?: boolean;
}

const NONE: readonly never[] = [];

/**
 * Every row of a list, page after page: sorting, filtering and sums are of the whole, or they mislead. Nothing is left out in silence: where a
 * list is longer than a browser should hold, that is said.
 * @param rowsOf the rows of a page
 */
export function useAllRows<P extends PathOf<"get">, Row>(
  path: P,
  asked: Asked<"get", P>,
  rowsOf: (page: Answer<"get", P>) => readonly Row[],
  options: AllRowsOptions = {},
): AllRows<Row> {
  const { enabled = true, refetchIntervalMs, most = Infinity, fixed = false } = options;
  const found = useQuery({
    queryKey: [path, asked, "all"],
    queryFn: async ({ signal, client, queryKey }) => {
      const before = client.getQueryData<RowsRead<Row>>(queryKey);
      const pageOf = async (cursor: string | null): Promise<ListPage<Row>> => {
        const page = await ask(path, asked, { signal, cursor });
        return { rows: rowsOf(page), next: nextOf(page) };
      };
      // What was there whole stays until the new is whole, and what of it has not changed is the same object: it is not arranged anew.
      const known = before === undefined || before.end === "more" ? null : before;
      let read: RowsRead<Row> = { rows: [], end: "more" };
      for await (read of readPages(pageOf, { most, known, same: replaceEqualDeep }))
        if (read.end === "more" && known === null && !signal.aborted)
          client.setQueryData<RowsRead<Row>>(queryKey, read);
      return read;
    },
    enabled,
    // Done page by page: all rows at once would hold up the page.
    structuralSharing: false,
    ...(fixed ? { staleTime: Infinity } : {}),
    ...(refetchIntervalMs === undefined ? {} : { refetchInterval: refetchIntervalMs }),
  });
  const { rows: soFar, end } = found.data ?? { rows: NONE, end: "more" };
  return {
    rows: end === "whole" ? soFar : NONE,
    soFar,
    loading: end === "more" && found.fetchStatus !== "idle",
    cut: end === "cut",
    error: found.error,
  };
}

function nextOf(page: unknown): string | null {
  const isPage = (value: unknown): value is { readonly next: string | null } =>
    typeof value === "object" && value !== null && "next" in value;
  return isPage(page) ? page.next : null;
}
