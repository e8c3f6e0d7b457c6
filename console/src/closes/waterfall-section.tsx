/**
 * Where the difference to the last close comes from, by cause, adding up to the entries exactly. In: a close. Out: for each currency a
 * table whose bars go on where the one before ended; each opens to its agents and contracts.
 */
import { Paper, Skeleton, Table, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useAsk } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { PageLink } from "../app/page-link.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { sumOf } from "../table/column.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import type { Close } from "./close-status.tsx";
import { CLOSE_WORDS } from "./close-words.ts";
import { waterfallBars } from "./waterfall-bars.ts";
import { WaterfallRow } from "./waterfall-row.tsx";
import { WaterfallTrack } from "./waterfall-track.tsx";
import classes from "./waterfall.module.css";

type Waterfall = Answer<"get", "/closes/{id}/waterfall">;

const WORDS = words({
  en: {
    title: "Where it comes from",
    since: "Compared with",
    first: "This is the market's first close: all of it is of the month itself.",
    none: "Nothing is different from the close before: there is nothing to post.",
    picture: "Picture",
    corrections: "Corrections of earlier months",
    steps: "Causes in",
  },
  de: {
    title: "Woher es kommt",
    since: "Verglichen mit",
    first: "Das ist der erste Abschluss des Marktes: Alles gehört zum Monat selbst.",
    none: "Nichts ist anders als beim Abschluss davor: Es gibt nichts zu buchen.",
    picture: "Bild",
    corrections: "Korrekturen früherer Monate",
    steps: "Ursachen in",
  },
  sv: {
    title: "Var det kommer ifrån",
    since: "Jämfört med",
    first: "Det här är marknadens första bokslut: allt hör till månaden själv.",
    none: "Inget skiljer sig från bokslutet före: det finns inget att bokföra.",
    picture: "Bild",
    corrections: "Rättelser av tidigare månader",
    steps: "Orsaker i",
  },
});

export function WaterfallSection({ close }: { readonly close: Close }) {
  const text = useWords(WORDS);
  const found = useAsk("/closes/{id}/waterfall", { params: { id: close.id }, query: { limit: 1 } });
  const { data } = found;
  return (
    <Paper withBorder p="md" component="section" aria-label={text.title}>
      <Title order={2} size="h4">
        {text.title}
      </Title>
      {found.error !== null && <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton height={120} />}
      {data !== undefined && (
        <>
          <Text size="sm" c="dimmed">
            {data.previous === null ? (
              text.first
            ) : (
              <>
                {`${text.since} `}
                <PageLink
                  to="/closes"
                  search={{ open: data.previous.id, period: data.previous.period }}
                  inherit
                  underline="always"
                >
                  {data.previous.id}
                </PageLink>
              </>
            )}
          </Text>
          {data.steps.length === 0 && <Text mt="xs">{text.none}</Text>}
          {data.totals.map(({ currency }) => (
            <CurrencyWaterfall key={currency} currency={currency} close={close} steps={data.steps} />
          ))}
        </>
      )}
    </Paper>
  );
}

interface CurrencyWaterfallProps {
  readonly currency: string;
  readonly close: Close;
  readonly steps: Waterfall["steps"];
}

function CurrencyWaterfall({ currency, close, steps }: CurrencyWaterfallProps) {
  const text = useWords(WORDS);
  const closeWords = useWords(CLOSE_WORDS);
  const all = steps.filter((step) => step.currency === currency);
  const corrections = all.filter((step) => step.cause !== "own-month");
  // A month's own contracts are some hundred times what is corrected: on one scale, nobody would see the corrections.
  const drawn = corrections.length === 0 ? all : corrections;
  const { bars, total, zeroPercent } = waterfallBars(drawn.map((step) => step.amount));
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table aria-label={`${text.steps} ${currency}`} mt="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.cause ?? ""}>{closeWords.cause}</Table.Th>
            <Table.Th w="40%">{text.picture}</Table.Th>
            <Table.Th className={classes.figures ?? ""}>{closeWords.agents}</Table.Th>
            <Table.Th className={classes.figures ?? ""}>{closeWords.contracts}</Table.Th>
            <Table.Th className={classes.figures ?? ""}>{`${closeWords.amount} ${currency}`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {drawn.map((step, i) => (
            <WaterfallRow key={step.cause} step={step} bar={bars[i] ?? null} zeroPercent={zeroPercent} close={close} />
          ))}
          {corrections.length > 0 && (
            <SumRow name={text.corrections} steps={corrections}>
              <WaterfallTrack bar={total} zeroPercent={zeroPercent} isTotal />
            </SumRow>
          )}
          {all
            .filter((step) => !drawn.includes(step))
            .map((step) => (
              <WaterfallRow key={step.cause} step={step} bar={null} zeroPercent={0} close={close} />
            ))}
        </Table.Tbody>
        <Table.Tfoot>
          <SumRow name={closeWords.total} steps={all}>
            {corrections.length === 0 && <WaterfallTrack bar={total} zeroPercent={zeroPercent} isTotal />}
          </SumRow>
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  );
}

interface SumRowProps {
  readonly name: string;
  readonly steps: Waterfall["steps"];
  /** The picture. */
  readonly children: ReactNode;
}

function SumRow({ name, steps, children }: SumRowProps) {
  const figures = useFigures();
  return (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      <Table.Td>{children}</Table.Td>
      <Table.Td />
      <Table.Td />
      <Table.Td className={classes.figures ?? ""} fw={700}>
        {figures.change(sumOf(steps.map((step) => step.amount)))}
      </Table.Td>
    </Table.Tr>
  );
}
