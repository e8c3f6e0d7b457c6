/**
 * What waits for who looks, as acts to be clicked, and what waits for others, with who can do it.
 */
import { Badge, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useAsk } from "../api/queries.ts";
import { PageButton } from "../app/page-link.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { goalOf } from "./act-goal.ts";
import { ACT_WORDS, type ActFigures } from "./act-words.ts";
import { MAIN_LINE, type Act } from "./next-acts.ts";
import classes from "./overview.module.css";
import { peopleWho } from "./people-who.ts";

interface ActListProps {
  readonly acts: readonly Act[];
  readonly period: string;
}

function said(act: Act, period: string, figures: Figures, nothing: string): ActFigures {
  return {
    count: figures.count(act.count),
    markets: act.markets.map((m) => figures.market(m)).join(", "),
    month: figures.month(act.period ?? period),
    sum: (act.close?.sums ?? []).map((s) => figures.money(s.amount, s.currency)).join(" + ") || nothing,
  };
}

/** Told apart by what it is of: several closes may wait. */
function keyOf({ code, markets, close, mine }: Act): string {
  return `${code} ${close?.id ?? markets.join(",")} ${mine}`;
}

export function ActList({ acts, period }: ActListProps) {
  const text = useWords(ACT_WORDS);
  const mine = acts.filter((act) => act.mine);
  const next = mine.find((act) => MAIN_LINE.includes(act.code));
  const others = acts.filter((act) => !act.mine);
  return (
    <Stack>
      <Paper withBorder p="md" component="section" aria-label={text.mine}>
        <Title order={2} size="h4" mb={4}>
          {text.mine}
        </Title>
        {mine.length === 0 && <Text c="dimmed">{text.none}</Text>}
        <ol className={classes.acts ?? ""}>
          {mine.map((act) => (
            <MyAct key={keyOf(act)} act={act} period={period} isNext={act === next} />
          ))}
        </ol>
      </Paper>
      {others.length > 0 && (
        <Paper withBorder p="md" component="section" aria-label={text.others}>
          <Title order={2} size="h4" mb={4}>
            {text.others}
          </Title>
          <ul className={classes.acts ?? ""}>
            {others.map((act) => (
              <OthersAct key={keyOf(act)} act={act} period={period} />
            ))}
          </ul>
        </Paper>
      )}
    </Stack>
  );
}

interface ActProps {
  readonly act: Act;
  readonly period: string;
}

function MyAct({ act, period, isNext }: ActProps & { readonly isNext: boolean }) {
  const text = useWords(ACT_WORDS);
  const figures = useFigures();
  const { title, text: why, button } = text.acts[act.code];
  const { to, search } = goalOf(act, period);
  const canWait = !MAIN_LINE.includes(act.code) && act.code !== "gap" && act.code !== "differences";
  return (
    <li>
      <div className={classes.act ?? ""}>
        <Group gap="xs">
          <Text fw={600}>{title(said(act, period, figures, text.nothing))}</Text>
          {isNext && <Badge>{text.next}</Badge>}
          {canWait && (
            <Badge color="gray" variant="default">
              {text.canWait}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {why}
        </Text>
      </div>
      <PageButton to={to} search={search} variant={isNext ? "filled" : "default"}>
        {button}
      </PageButton>
    </li>
  );
}

function OthersAct({ act, period }: ActProps) {
  const text = useWords(ACT_WORDS);
  const figures = useFigures();
  const people = peopleWho(useAsk("/sign-in").data?.users ?? [], act);
  const who = people.length === 0 ? text.who[act.who] : `${text.who[act.who]}, ${text.people(people.join(", "))}`;
  const { to, search } = goalOf(act, period);
  return (
    <li>
      <div className={classes.act ?? ""}>
        <Text fw={500}>{text.acts[act.code].title(said(act, period, figures, text.nothing))}</Text>
        <Text size="sm" c="dimmed">
          {act.startedByMe === true ? `${text.startedByMe} ${who}.` : `${who}.`}
        </Text>
      </div>
      {act.close !== undefined && (
        <PageButton to={to} search={search} variant="default">
          {act.close.id}
        </PageButton>
      )}
    </li>
  );
}
