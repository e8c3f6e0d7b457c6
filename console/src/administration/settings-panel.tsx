/**
 * The settings in words, of all markets or of one, with where each comes from; who administers can change them.
 */
import { Badge, Button, Card, Group, Select, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useAsk } from "../api/queries.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { may, mayEverywhere, useMe } from "../app/session.ts";
import { ActButton } from "../feedback/act-button.tsx";
import { Loading } from "../feedback/loading.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { ADMINISTRATION_WORDS } from "./administration-words.ts";
import { SettingDialog } from "./setting-dialog.tsx";
import { CATEGORY_WORDS, SETTING_WORDS } from "./setting-names.ts";
import { settingWords } from "./setting-value.ts";
import { useSettings, type SettingRow } from "./settings.ts";
import { UnsetDialog } from "./unset-dialog.tsx";
import classes from "./administration.module.css";

/** What is open of a setting: its change, or that its own value is taken away. */
interface Opened {
  readonly key: string;
  readonly act: "change" | "unset";
}

const PLAN = ["clawback-months", "exempt-reasons", "highest-rate", "eligible-categories"];

export function SettingsPanel() {
  const text = useWords(ADMINISTRATION_WORDS);
  const { market = null } = useSearchTexts();
  const found = useSettings(market);
  const [open, setOpen] = useState<Opened | null>(null);
  if (found.error !== null) return <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Loading />;
  const { answer, tag } = found.data;
  const row = answer.keys.find(({ key }) => key === open?.key);
  const Dialog = open?.act === "unset" ? UnsetDialog : SettingDialog;
  const group = (isOfPlan: boolean) => answer.keys.filter(({ key }) => PLAN.includes(key) === isOfPlan);
  return (
    <Stack>
      <ForWhom own={answer.own} />
      {[
        { title: text.plan, rows: group(true) },
        { title: text.running, rows: group(false) },
      ].map(({ title, rows }) => (
        <section key={title}>
          <Title order={2} size="h4" mb="sm">
            {title}
          </Title>
          <SimpleGrid cols={{ base: 1, md: 2 }}>
            {rows.map((each) => (
              <SettingCard key={each.key} row={each} market={market} onOpen={setOpen} />
            ))}
          </SimpleGrid>
        </section>
      ))}
      {row !== undefined && row.text !== null && (
        <Dialog
          key={row.key}
          row={row}
          market={market}
          tag={tag}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </Stack>
  );
}

function ForWhom({ own }: { readonly own: readonly string[] }) {
  const text = useWords(ADMINISTRATION_WORDS);
  const figures = useFigures();
  const { market = null } = useSearchTexts();
  const setSearch = useSetSearch();
  const registry = useAsk("/markets");
  const data = (registry.data?.markets ?? [])
    .map(({ market: code }) => ({
      value: code,
      label: own.includes(code) ? `${figures.market(code)} (${text.own})` : figures.market(code),
    }))
    .toSorted((a, b) => Number(own.includes(b.value)) - Number(own.includes(a.value)) || (a.label < b.label ? -1 : 1));
  return (
    <Select
      label={text.forWhom}
      placeholder={text.forAll}
      data={data}
      value={market}
      searchable
      clearable
      maw={360}
      onChange={(next) => {
        setSearch({ market: next ?? undefined });
      }}
    />
  );
}

interface SettingCardProps {
  readonly row: SettingRow;
  readonly market: string | null;
  readonly onOpen: (opened: Opened) => void;
}

function SettingCard({ row, market, onOpen }: SettingCardProps) {
  const text = useWords(ADMINISTRATION_WORDS);
  const known = useWords(SETTING_WORDS);
  const categories = useWords(CATEGORY_WORDS);
  const figures = useFigures();
  const me = useMe();
  const { name, about } = known[row.key] ?? { name: row.key, about: row.expected };
  const mayChange = market === null ? mayEverywhere(me, "admin") : may(me, "admin", market);
  // Set here, so that it can be taken away here; what holds by itself cannot.
  const isOwn = mayChange && row.from === (market === null ? "all" : "market");
  const because = mayChange ? null : may(me, "admin") ? text.whoAll : text.who;
  return (
    <Card withBorder padding="md" radius="md">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Stack gap={4} miw={0}>
          <Title order={3} size="h5">
            {name}
          </Title>
          <Text size="sm" c="dimmed">
            {about}
          </Text>
          <Text
            fw={600}
            className={classes.value ?? ""}
            {...(row.text === null ? { c: "dimmed" } : { title: row.text })}
          >
            {row.text === null ? text.secluded : settingWords(row.key, row.text, { ...text, categories }, figures)}
          </Text>
          <Group gap="xs">
            <Badge variant="default" radius="sm" fw={500}>
              {text.from[row.from]}
            </Badge>
            {isOwn && (
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={`${market === null ? text.unsetDefault : text.unset}: ${name}`}
                onClick={() => {
                  onOpen({ key: row.key, act: "unset" });
                }}
              >
                {market === null ? text.unsetDefault : text.unset}
              </Button>
            )}
          </Group>
        </Stack>
        <ActButton
          because={because}
          variant="light"
          size="xs"
          miw="max-content"
          onAct={() => {
            onOpen({ key: row.key, act: "change" });
          }}
        >
          {text.change}
        </ActButton>
      </Group>
    </Card>
  );
}
