/**
 * Closes markets one after another, each with its own result: one that is refused does not stop the others.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { act } from "../api/client.ts";
import type { Answer } from "../api/routes.ts";

export type Closed = Answer<"post", "/closes">["close"];
export type Run =
  | { readonly kind: "waits" }
  | { readonly kind: "runs" }
  | { readonly kind: "closed"; readonly close: Closed }
  | { readonly kind: "refused"; readonly error: unknown };

export function useRunCloses(period: string) {
  const queries = useQueryClient();
  const [runs, setRuns] = useState<ReadonlyMap<string, Run>>(new Map());
  const set = (market: string, run: Run) => {
    setRuns((before) => new Map(before).set(market, run));
  };
  const close = async (markets: readonly string[]) => {
    for (const market of markets) set(market, { kind: "waits" });
    for (const market of markets) {
      set(market, { kind: "runs" });
      try {
        const done = await act("post", "/closes", { body: { market, period } });
        set(market, { kind: "closed", close: done.close });
      } catch (error) {
        set(market, { kind: "refused", error });
      }
    }
    await queries.invalidateQueries();
  };
  const running = [...runs.values()].some(({ kind }) => kind === "waits" || kind === "runs");
  return { runs, close, running };
}
