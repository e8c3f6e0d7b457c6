/**
 * The settings of a market or of all, with the tag that a change of them has to be sent with.
 */
import { useQuery } from "@tanstack/react-query";
import { askTagged } from "../api/client.ts";
import type { Answer } from "../api/routes.ts";

export type Settings = Answer<"get", "/settings">;
export type SettingRow = Settings["keys"][number];

export function useSettings(market: string | null) {
  return useQuery({
    queryKey: ["/settings", market],
    queryFn: ({ signal }) => askTagged("/settings", { query: { market: market ?? undefined } }, { signal }),
  });
}
