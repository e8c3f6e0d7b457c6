/**
 * Ctrl-K: to any workplace, act, month, market, agent, contract or close by typing a part of its name. In: what is typed. Out: the page.
 * Loaded when it is first asked for.
 */
import "@mantine/spotlight/styles.css";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useWords, words } from "../words/words.ts";
import { WORKPLACE_NAMES, WORKPLACES } from "./navigation.ts";
import { useActs } from "./palette-acts.ts";
import { foundGroups } from "./palette-filter.ts";
import { useAgents, useCloses, useContracts, useGo, useMonthsAndMarkets, type Goal } from "./palette-goals.ts";
import { useScope } from "./scope.ts";

const [store, palette] = createSpotlight();

const WORDS = words({
  en: {
    search: "Agent, close, month, market or page",
    none: "Nothing found. Agents are those of the month; a contract is found by its whole id.",
    loading: "Agents and closes are being loaded…",
    pages: "Pages",
    acts: "Acts",
    markets: "Markets",
    agents: "Agents",
    contracts: "Contracts",
    closes: "Closes",
    months: "Months",
  },
  de: {
    search: "Agent, Abschluss, Monat, Markt oder Seite",
    none: "Nichts gefunden. Agenten sind die des Monats; ein Vertrag wird mit seiner ganzen Nummer gefunden.",
    loading: "Agenten und Abschlüsse werden geladen…",
    pages: "Seiten",
    acts: "Handlungen",
    markets: "Märkte",
    agents: "Agenten",
    contracts: "Verträge",
    closes: "Abschlüsse",
    months: "Monate",
  },
  sv: {
    search: "Agent, bokslut, månad, marknad eller sida",
    none: "Inget hittades. Agenterna är månadens; ett avtal hittas med hela sitt nummer.",
    loading: "Agenter och bokslut laddas…",
    pages: "Sidor",
    acts: "Åtgärder",
    markets: "Marknader",
    agents: "Agenter",
    contracts: "Avtal",
    closes: "Bokslut",
    months: "Månader",
  },
});

function usePages(): Goal[] {
  const names = useWords(WORKPLACE_NAMES);
  const go = useGo();
  const { period, market } = useScope();
  return WORKPLACES.map(({ to, key }) => ({
    id: to,
    label: names[key],
    onClick: go(to, { period, market: market ?? undefined }),
  }));
}

export default function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const text = useWords(WORDS);
  const [typed, setTyped] = useState("");
  const { months, markets } = useMonthsAndMarkets();
  useEffect(() => {
    palette.open();
  }, []);
  const agents = useAgents();
  const closes = useCloses();
  const groups = [
    { group: text.pages, actions: usePages(), always: true },
    { group: text.markets, actions: markets },
    { group: text.agents, actions: agents.goals },
    { group: text.contracts, actions: useContracts(typed) },
    { group: text.closes, actions: closes.goals },
    { group: text.months, actions: months },
    { group: text.acts, actions: useActs(), always: true },
  ];
  const found = foundGroups(typed, groups);
  const first = found[0]?.actions[0];
  const actions = found.map(({ group, actions: goals }) => ({
    group,
    actions: goals.map(({ id, label, description, onClick }) => ({
      id,
      label,
      onClick,
      ...(description === undefined ? {} : { description }),
    })),
  }));
  return (
    <Spotlight
      store={store}
      actions={actions}
      // What is shown is chosen above: the best of each group.
      filter={(_query, shown) => shown}
      query={typed}
      onQueryChange={setTyped}
      shortcut={null}
      scrollable
      highlightQuery
      nothingFound={agents.loading || closes.loading ? text.loading : text.none}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: text.search,
        "aria-label": text.search,
        onKeyDown: ({ key }) => {
          // What came after the last letter, as a contract does, is not selected yet: Enter means it all the same.
          if (key !== "Enter" || typed.trim() === "" || store.getState().selected !== -1) return;
          palette.close();
          first?.onClick();
        },
      }}
      onSpotlightClose={onClose}
    />
  );
}
