/**
 * What somebody asks of a table: the filter and the order, in the address, or in the table alone. In: nothing. Out: both, and ways to change
 * them. What is asked is there at once and the address follows, so that a letter does not wait until the whole page is drawn anew.
 */
import { useEffect, useRef, useState } from "react";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { readOrder, writeOrder, type Order } from "./arrange.ts";

/** Who types pauses at the end of a word. */
const TYPING_MS = 250;

export interface TableAsked {
  readonly filter: string;
  readonly setFilter: (typed: string) => void;
  readonly order: Order | null;
  readonly setOrder: (order: Order | null) => void;
}

export function useTableAsked(ownState: boolean): TableAsked {
  const [filter, setFilter] = useTextInAddress("filter", { ownState, afterMs: TYPING_MS });
  const [sort, setSort] = useTextInAddress("sort", { ownState, afterMs: 0 });
  return {
    filter,
    setFilter,
    order: readOrder(sort),
    setOrder: (order) => {
      setSort(writeOrder(order) ?? "");
    },
  };
}

interface Following {
  /** The address stays as it is. */
  readonly ownState: boolean;
  /** How long it waits before it follows. */
  readonly afterMs: number;
}

function useTextInAddress(
  name: "filter" | "sort",
  { ownState, afterMs }: Following,
): [text: string, setText: (text: string) => void] {
  const told = useSearchTexts()[name] ?? "";
  const setSearch = useSetSearch();
  const [text, setText] = useState(ownState ? "" : told);
  /** What the address said last, and what it is to say by us. */
  const seen = useRef({ told, sent: told });
  useEffect(() => {
    const { sent } = seen.current;
    const isElsewhere = told !== seen.current.told && told !== sent;
    seen.current = { told, sent: isElsewhere ? told : sent };
    if (ownState || text === told) return undefined;
    if (isElsewhere) {
      // A link, or the way back: it counts, not what was asked before it.
      setText(told);
      return undefined;
    }
    // What was sent before is still on its way: this follows when that has arrived.
    if (sent !== told) return undefined;
    const timer = setTimeout(() => {
      seen.current = { told, sent: text };
      setSearch({ [name]: text === "" ? undefined : text }, { replace: true });
    }, afterMs);
    return () => {
      clearTimeout(timer);
    };
  }, [name, ownState, afterMs, text, told, setSearch]);
  return [text, setText];
}
