/**
 * What stands in the address after the `?`: month, market, filters, what is open. So that every view can be sent to somebody.
 * In: the address. Out: texts; nothing is parsed as JSON, as an agent may be called `12` or `true`.
 */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

export interface Search {
  readonly period?: string | undefined;
  readonly market?: string | undefined;
  /** What the panel "why this amount" explains; `why-address.ts` writes it. */
  readonly why?: string | undefined;
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
  readonly tab?: string | undefined;
  /** What is opened on this page: an id. */
  readonly open?: string | undefined;
  readonly agent?: string | undefined;
  readonly year?: string | undefined;
  readonly version?: string | undefined;
  readonly contract?: string | undefined;
  /** Which rows of a list: by a state, or by which of their months. */
  readonly show?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** The version that it is compared with. */
  readonly compare?: string | undefined;
  /** Figures of a what-if. */
  readonly financed?: string | undefined;
  readonly total?: string | undefined;
  readonly volume?: string | undefined;
  readonly target?: string | undefined;
  readonly upload?: string | undefined;
}

const NAMES = [
  "period",
  "market",
  "why",
  "filter",
  "sort",
  "tab",
  "open",
  "agent",
  "year",
  "version",
  "contract",
  "show",
  "actor",
  "action",
  "subject",
  "compare",
  "financed",
  "total",
  "volume",
  "target",
  "upload",
] as const;

export function readSearch(found: Readonly<Record<string, unknown>>): Search {
  const kept = NAMES.flatMap((name): [string, string][] => {
    const value = found[name];
    return typeof value === "string" && value !== "" ? [[name, value]] : [];
  });
  return Object.fromEntries(kept);
}

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    if (typeof value === "string" && value !== "") query.set(name, value);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

export function useSearchTexts(): Search {
  return useSearch({ strict: false });
}

/** Changes some of it and keeps the rest; `undefined` takes away. The browser's way back skips over it when `replace` is set. */
export function useSetSearch(): (change: Search, options?: { readonly replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    (change, options) => {
      void navigate({
        to: ".",
        search: (before: Search) => readSearch({ ...before, ...change }),
        replace: options?.replace ?? false,
        resetScroll: false,
      });
    },
    [navigate],
  );
}
