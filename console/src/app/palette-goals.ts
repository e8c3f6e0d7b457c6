/**
 * Where Ctrl-K leads: markets, agents, contracts, closes and months. In: what is typed, the month that is looked at. Out: goals.
 *
 * Agents are those of the month. A contract is asked for by its whole id: there may be millions.
 */
import { useNavigate } from "@tanstack/react-router";
import { useDebouncedValue } from "@mantine/hooks";
import { useCallback } from "react";
import { useAllRows, useAsk } from "../api/queries.ts";
import { writeWhy } from "../why/why-address.ts";
import { useFigures } from "../words/figures.ts";
import type { WORKPLACES } from "./navigation.ts";
import type { Findable } from "./palette-filter.ts";
import { useScope } from "./scope.ts";
import type { Search } from "./search.ts";
import { may, useMe } from "./session.ts";

export interface Goal extends Findable {
  readonly id: string;
  readonly onClick: () => void;
}

type Page = (typeof WORKPLACES)[number]["to"];

/** Long enough that no half of an id is asked for, and that ids such as `SE-2024-000001` are. */
const SHORTEST_CONTRACT = 4;
const PAUSE_MS = 200;

export function useGo(): (to: Page, search: Search) => () => void {
  const navigate = useNavigate();
  return useCallback((to, search) => () => void navigate({ to, search }), [navigate]);
}

export function useAgents(): Goal[] {
  const figures = useFigures();
  const go = useGo();
  const { period } = useScope();
  // Of all markets, in the words of the page of statements: what that page has asked for is not asked again.
  const query = { period, market: undefined, lines: "false", limit: 5_000 } as const;
  const enabled = may(useMe(), "view");
  const { rows } = useAllRows("/statements", { query }, (page) => page.statements, { enabled });
  return rows.map((s) => ({
    id: `agent ${s.market} ${s.agentId}`,
    label: s.agentId,
    description: `${figures.market(s.market)} · ${figures.month(s.period)}`,
    also: s.market,
    onClick: go("/statements", { period: s.period, market: s.market, agent: s.agentId }),
  }));
}

export function useContracts(typed: string): Goal[] {
  const figures = useFigures();
  const go = useGo();
  const [contract] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const enabled = may(useMe(), "view") && contract.length >= SHORTEST_CONTRACT && /\d/.test(contract);
  const found = useAsk("/contracts", { query: { contract, limit: 5 } }, { enabled });
  return (enabled ? (found.data?.contracts ?? []) : []).map((c) => ({
    id: `contract ${c.market} ${c.contractId}`,
    label: c.contractId,
    description: `${c.agentId} · ${figures.market(c.market)} · ${figures.month(c.period)}`,
    onClick: go("/statements", {
      period: c.period,
      market: c.market,
      agent: c.agentId,
      why: writeWhy({ period: c.period, market: c.market, agent: c.agentId, contract: c.contractId }),
    }),
  }));
}

export function useCloses(): Goal[] {
  const figures = useFigures();
  const go = useGo();
  const enabled = may(useMe(), "view");
  const { rows } = useAllRows("/closes", { query: { limit: 1000 } }, (page) => page.closes, { enabled });
  return rows.map((c) => ({
    id: `close ${c.id}`,
    label: c.id,
    description: `${figures.market(c.market)} · ${figures.month(c.period)}`,
    onClick: go("/closes", { period: c.period, market: c.market, open: c.id }),
  }));
}

/** They stay on the page, with another month or market. */
export function useMonthsAndMarkets(): { readonly months: Goal[]; readonly markets: Goal[] } {
  const figures = useFigures();
  const navigate = useNavigate();
  const { period, market, markets, periods } = useScope();
  const stay = (search: Search) => () => void navigate({ to: ".", search });
  return {
    months: periods.map((month) => ({
      id: `month ${month}`,
      label: figures.month(month),
      description: month,
      onClick: stay({ period: month, market: market ?? undefined }),
    })),
    markets: markets.map((code) => ({
      id: `market ${code}`,
      label: figures.market(code),
      description: code,
      onClick: stay({ period, market: code }),
    })),
  };
}
