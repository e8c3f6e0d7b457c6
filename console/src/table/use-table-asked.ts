/**
 * What somebody asks of a table: the filter and the order, in the address, or in the table alone. In: nothing. Out: both, and ways to change
 * them. What is typed is there at once; the address follows when the typing pauses, so that a letter does not draw the whole page anew.
 */
import { useEffect, useRef, useState } from "react";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { readOrder, writeOrder, type Order } from "./arrange.ts";

const PAUSE_MS = 250;

export interface TableAsked {
  readonly filter: string;
  readonly setFilter: (typed: string) => void;
  readonly order: Order | null;
  readonly setOrder: (order: Order | null) => void;
}

export function useTableAsked(ownState: boolean): TableAsked {
  const search = useSearchTexts();
  const setSearch = useSetSearch();
  const [filter, setFilter] = useFilterInAddress(ownState);
  const [ownSort, setOwnSort] = useState<string | undefined>(undefined);
  return {
    filter,
    setFilter,
    order: readOrder(ownState ? ownSort : search.sort),
    setOrder: (order) => {
      const sort = writeOrder(order);
      if (ownState) setOwnSort(sort);
      else setSearch({ sort }, { replace: true });
    },
  };
}

/** @param ownState the address stays as it is */
function useFilterInAddress(ownState: boolean): [string, (typed: string) => void] {
  const { filter: told = "" } = useSearchTexts();
  const setSearch = useSetSearch();
  const [typed, setTyped] = useState(ownState ? "" : told);
  /** What the address said last, and what it is to say by us. */
  const seen = useRef({ told, sent: told });
  useEffect(() => {
    const { sent } = seen.current;
    const isElsewhere = told !== seen.current.told && told !== sent;
    seen.current = { told, sent: isElsewhere ? told : sent };
    if (ownState || typed === told) return undefined;
    if (isElsewhere) {
      // A link, or the way back: it counts, not what was typed before it.
      setTyped(told);
      return undefined;
    }
    // What was sent before is still on its way: then this comes when that has arrived.
    if (sent !== told) return undefined;
    const timer = setTimeout(() => {
      seen.current = { told, sent: typed };
      setSearch({ filter: typed === "" ? undefined : typed }, { replace: true });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [ownState, typed, told, setSearch]);
  return [typed, setTyped];
}
