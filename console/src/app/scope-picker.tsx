/**
 * Chooses the month and the market that all pages look at. In: the scope. Out: the address, changed.
 */
import { ActionIcon, Group, Select, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { WORKPLACES } from "./navigation.ts";
import { MonthSign } from "./month-sign.tsx";
import { monthState, useScope } from "./scope.ts";
import { useSearchTexts, useSetSearch } from "./search.ts";

const WORDS = words({
  en: { month: "Month", market: "Market", all: "All markets", before: "Month before", after: "Month after" },
  de: { month: "Monat", market: "Markt", all: "Alle Märkte", before: "Monat davor", after: "Monat danach" },
  sv: { month: "Månad", market: "Marknad", all: "Alla marknader", before: "Månaden före", after: "Månaden efter" },
});

export function ScopePicker() {
  const text = useWords(WORDS);
  const { period, periods } = useScope();
  const setSearch = useSetSearch();
  const at = periods.indexOf(period);
  const older = periods[at + 1];
  const newer = periods[at - 1];
  const go = (month: string | undefined) => () => {
    setSearch({ period: month });
  };
  return (
    <Group gap={6} wrap="nowrap">
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={text.before}
        disabled={older === undefined}
        onClick={go(older)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <MonthChoice name={text.month} />
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={text.after}
        disabled={newer === undefined}
        onClick={go(newer)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
      <MarketChoice />
    </Group>
  );
}

function MonthChoice({ name }: { readonly name: string }) {
  const figures = useFigures();
  const { period, periods, market, status } = useScope();
  const asked = useSearchTexts().period;
  const { pathname } = useLocation();
  const setSearch = useSetSearch();
  // What is looked at stays when the month is closed meanwhile: another one must not slip under somebody's eyes.
  // An address that is no page of ours takes none; nor does one where nothing came yet: the month of what comes first is not known.
  const onPage = WORKPLACES.some(({ to }) => to === pathname);
  const settled = asked !== undefined || status === undefined || status.markets.length === 0 || !onPage;
  useEffect(() => {
    if (!settled) setSearch({ period }, { replace: true });
  }, [settled, period, setSearch]);
  return (
    <Select
      aria-label={name}
      data={periods.map((value) => ({ value, label: figures.shortMonth(value) }))}
      value={period}
      onChange={(value) => {
        if (value !== null) setSearch({ period: value });
      }}
      renderOption={({ option }) => (
        <Group gap="xs" wrap="nowrap" justify="space-between" flex={1}>
          <Text size="sm">{option.label}</Text>
          <MonthSign state={monthState(status, option.value, market)} />
        </Group>
      )}
      comboboxProps={{ width: 260, position: "bottom-start" }}
      searchable
      allowDeselect={false}
      w={140}
    />
  );
}

function MarketChoice() {
  const text = useWords(WORDS);
  const figures = useFigures();
  const { market, markets } = useScope();
  const setSearch = useSetSearch();
  const offered = market === null || markets.includes(market) ? markets : [...markets, market];
  return (
    <Select
      aria-label={text.market}
      placeholder={text.all}
      data={offered.map((value) => ({ value, label: figures.market(value) }))}
      value={market}
      onChange={(value) => {
        setSearch({ market: value ?? undefined });
      }}
      searchable
      clearable
      w={150}
    />
  );
}
