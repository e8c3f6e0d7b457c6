/**
 * Ctrl-K: to any workplace, month, market, agent, contract or close by typing a part of its name. In: what is typed. Out: the page.
 * Loaded when it is first asked for.
 */
import "@mantine/spotlight/styles.css";
import { createSpotlight, Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { LONG_PAGE, useAllRows } from "../api/queries.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { WORKPLACE_NAMES, WORKPLACES } from "./navigation.ts";
import { useScope } from "./scope.ts";

const [store, palette] = createSpotlight();

const WORDS = words({
  en: {
    search: "Agent, close, month, market or page",
    none: "Nothing found",
    loading: "Agents and closes are being loaded…",
    pages: "Pages",
    agents: "Agents",
    closes: "Closes",
    months: "Months",
  },
  de: {
    search: "Agent, Abschluss, Monat, Markt oder Seite",
    none: "Nichts gefunden",
    loading: "Agenten und Abschlüsse werden geladen…",
    pages: "Seiten",
    agents: "Agenten",
    closes: "Abschlüsse",
    months: "Monate",
  },
  sv: {
    search: "Agent, bokslut, månad, marknad eller sida",
    none: "Inget hittades",
    loading: "Agenter och bokslut laddas…",
    pages: "Sidor",
    agents: "Agenter",
    closes: "Bokslut",
    months: "Månader",
  },
});

export default function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const text = useWords(WORDS);
  const names = useWords(WORKPLACE_NAMES);
  const figures = useFigures();
  const navigate = useNavigate();
  const { period, market, periods } = useScope();
  const closes = useAllRows("/closes", { query: { limit: 1000 } }, (page) => page.closes);
  // Of all markets, in the words of the page of statements: what that page has asked for is not asked again.
  const asked = { period, market: undefined, lines: "false", limit: LONG_PAGE } as const;
  const statements = useAllRows("/statements", { query: asked }, (page) => page.statements);
  useEffect(() => {
    palette.open();
  }, []);
  const actions = useMemo(() => {
    const pages: SpotlightActionData[] = WORKPLACES.map(({ to, key }) => ({
      id: to,
      label: names[key],
      onClick: () => void navigate({ to }),
    }));
    const agents: SpotlightActionData[] = statements.soFar.map((s) => ({
      id: `agent ${s.market} ${s.agentId}`,
      label: s.agentId,
      description: `${figures.market(s.market)} · ${figures.month(s.period)}`,
      onClick: () =>
        void navigate({ to: "/statements", search: { period: s.period, market: s.market, agent: s.agentId } }),
    }));
    const closed: SpotlightActionData[] = closes.soFar.map((c) => ({
      id: c.id,
      label: c.id,
      description: `${figures.market(c.market)} · ${figures.month(c.period)}`,
      onClick: () => void navigate({ to: "/closes", search: { period: c.period, market: c.market, open: c.id } }),
    }));
    const months: SpotlightActionData[] = periods.map((month) => ({
      id: `month ${month}`,
      label: figures.month(month),
      description: month,
      onClick: () => void navigate({ to: ".", search: { period: month, market: market ?? undefined } }),
    }));
    return [
      { group: text.pages, actions: pages },
      { group: text.agents, actions: agents },
      { group: text.closes, actions: closed },
      { group: text.months, actions: months },
    ];
  }, [text, names, figures, navigate, market, periods, closes.soFar, statements.soFar]);
  return (
    <Spotlight
      store={store}
      actions={actions}
      shortcut={null}
      limit={12}
      highlightQuery
      nothingFound={closes.loading || statements.loading ? text.loading : text.none}
      searchProps={{ leftSection: <IconSearch size={18} />, placeholder: text.search, "aria-label": text.search }}
      onSpotlightClose={onClose}
    />
  );
}
