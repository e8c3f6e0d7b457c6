/**
 * The rates that changed since the market's last approval, cell by cell, for who approves what comes of them. In: a close. Out: for each
 * year whose matrix has another version now than the close before knew of, the old rate beside the new; nothing where none has.
 */
import { Paper, Skeleton, Table, Text, Title } from "@mantine/core";
import { useAsk } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { PageLink } from "../app/page-link.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { useChangedRates } from "./changed-rates.ts";
import type { Close } from "./close-status.tsx";
import { matrixChanges, type RateCell } from "./matrix-changes.ts";
import type { ChangedMatrix } from "./versions-since.ts";
import classes from "./waterfall.module.css";

type Matrix = Answer<"get", "/matrices/{market}/{year}/{version}">;

const WORDS = words({
  en: {
    title: "Rates that changed since the last approval",
    versions: (year: string, before: string, after: string) => `Matrix ${year}: version ${before} → ${after}`,
    changed: (count: string) => `Changed cells: ${count}`,
    by: (name: string, when: string) => `uploaded by ${name}, ${when}`,
    penetration: "Penetration",
    look: "Look at the matrix",
    gone: "gone",
    fresh: "new",
  },
  de: {
    title: "Sätze, die sich seit der letzten Freigabe geändert haben",
    versions: (year: string, before: string, after: string) => `Matrix ${year}: Version ${before} → ${after}`,
    changed: (count: string) => `Geänderte Zellen: ${count}`,
    by: (name: string, when: string) => `hochgeladen von ${name}, ${when}`,
    penetration: "Penetration",
    look: "Matrix ansehen",
    gone: "entfallen",
    fresh: "neu",
  },
  sv: {
    title: "Satser som ändrats sedan senaste godkännandet",
    versions: (year: string, before: string, after: string) => `Matris ${year}: version ${before} → ${after}`,
    changed: (count: string) => `Ändrade celler: ${count}`,
    by: (name: string, when: string) => `uppladdad av ${name}, ${when}`,
    penetration: "Penetration",
    look: "Se matrisen",
    gone: "borttagen",
    fresh: "ny",
  },
});

export function RateChanges({ close }: { readonly close: Close }) {
  const found = useChangedRates(close);
  switch (found.state) {
    case "loading":
      return <Skeleton height={120} />;
    case "failed":
      return <ProblemAlert error={found.error} onRetry={found.retry} />;
    case "known":
      return found.changed.map((each) => <YearChanges key={each.year} market={close.market} changed={each} />);
    default:
      return found satisfies never;
  }
}

interface YearChangesProps {
  readonly market: string;
  readonly changed: ChangedMatrix;
}

function YearChanges({ market, changed }: YearChangesProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const { year, before, after, uploadedBy, uploadedAt } = changed;
  const old = useAsk("/matrices/{market}/{year}/{version}", { params: { market, year, version: before } });
  const now = useAsk("/matrices/{market}/{year}/{version}", { params: { market, year, version: after } });
  const error = old.error ?? now.error;
  return (
    <Paper withBorder p="md" component="section" aria-label={`${text.title} ${year}`}>
      <Title order={2} size="h4">
        {text.title}
      </Title>
      <Text size="sm" c="dimmed">
        {`${text.versions(String(year), String(before), String(after))}, ${text.by(uploadedBy, figures.instant(uploadedAt))}. `}
        <PageLink to="/matrix" search={{ market, year: String(year) }} inherit underline="always">
          {text.look}
        </PageLink>
      </Text>
      {error !== null && <ProblemAlert error={error} />}
      {error === null && (old.data === undefined || now.data === undefined) && <Skeleton height={120} />}
      {old.data !== undefined && now.data !== undefined && <RateTable before={old.data} after={now.data} />}
    </Paper>
  );
}

function RateTable({ before, after }: { readonly before: Matrix; readonly after: Matrix }) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const { achievement, rows, changed } = matrixChanges(before, after);
  const bound = (b: { readonly ppm: number; readonly exclusive: boolean }) =>
    `${b.exclusive ? ">" : "≥"}\u00a0${figures.rate(b.ppm)}`;
  return (
    <>
      <Text fw={600} mt="xs">
        {text.changed(figures.count(changed))}
      </Text>
      <Table.ScrollContainer minWidth={480}>
        <Table aria-label={text.title} withColumnBorders>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{text.penetration}</Table.Th>
              {achievement.map((a) => (
                <Table.Th key={bound(a)} className={classes.figures ?? ""}>
                  {bound(a)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ penetration, cells }) => (
              <Table.Tr key={bound(penetration)}>
                <Table.Th scope="row">{bound(penetration)}</Table.Th>
                {cells.map((cell, i) => (
                  <Cell key={i} cell={cell} />
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

function Cell({ cell }: { readonly cell: RateCell }) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const { before, after } = cell;
  if (before === after)
    return (
      <Table.Td className={classes.figures ?? ""} c="dimmed">
        {after === null ? "–" : figures.tableRate(after)}
      </Table.Td>
    );
  return (
    <Table.Td className={`${classes.figures ?? ""} ${classes.changed ?? ""}`}>
      {before !== null && <del className={classes.old ?? ""}>{figures.tableRate(before)}</del>}
      {" → "}
      {after === null ? text.gone : <ins>{figures.tableRate(after)}</ins>}
      {before === null && ` (${text.fresh})`}
    </Table.Td>
  );
}
