/**
 * The columns of the list of differences.
 */
import { Code, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconMessageCheck, type Icon } from "@tabler/icons-react";
import type { Answer } from "../api/routes.ts";
import { StateBadge } from "../feedback/state-badge.tsx";
import type { Column } from "../table/column.ts";
import type { Figures } from "../words/figures.ts";
import { sideText, type SIDE_WORDS } from "./difference-sides.ts";
import type { RECONCILIATION_WORDS } from "./reconciliation-words.ts";

export type Difference = Answer<"get", "/differences">["differences"][number];

const SIGNS: Readonly<Record<Difference["state"], { readonly icon: Icon; readonly color: string }>> = {
  open: { icon: IconAlertTriangle, color: "red" },
  solved: { icon: IconCheck, color: "green" },
  waived: { icon: IconMessageCheck, color: "gray" },
};

interface Shown {
  readonly text: (typeof RECONCILIATION_WORDS)["en"];
  readonly known: Readonly<Record<string, string>>;
  readonly sides: (typeof SIDE_WORDS)["en"];
  readonly figures: Figures;
}

export function differenceColumns(shown: Shown): Column<Difference>[] {
  return [...whatColumns(shown), ...whereColumns(shown)];
}

function whatColumns({ text, known, figures }: Shown): Column<Difference>[] {
  return [
    {
      key: "state",
      head: text.state,
      show: (d) => (
        <>
          <StateBadge {...SIGNS[d.state]} label={text.states[d.state]} />
          {d.reason !== null && (
            <Text size="xs" maw={260} truncate title={d.reason}>
              {text.waivedBy(d.decidedBy ?? "", d.reason)}
            </Text>
          )}
        </>
      ),
      sortBy: (d) => d.state,
      findBy: (d) => `${text.states[d.state]} ${d.reason ?? ""}`,
    },
    {
      key: "what",
      head: text.what,
      show: (d) => known[d.code] ?? d.message,
      sortBy: (d) => known[d.code] ?? d.code,
      findBy: (d) => `${known[d.code] ?? ""} ${d.code} ${d.message}`,
    },
    {
      key: "market",
      head: text.market,
      show: (d) => figures.market(d.market),
      sortBy: (d) => figures.market(d.market),
      findBy: (d) => `${figures.market(d.market)} ${d.market}`,
    },
    {
      key: "where",
      head: text.where,
      show: (d) => [d.agentId, d.contractId].filter((part) => part !== null).join(", ") || "–",
      sortBy: (d) => d.agentId,
      findBy: (d) => `${d.agentId ?? ""} ${d.contractId ?? ""}`,
    },
  ];
}

function whereColumns({ text, sides, figures }: Shown): Column<Difference>[] {
  const side = (told: string) => sideText(told, sides, figures);
  return [
    {
      key: "found",
      head: text.found,
      show: (d) => cut(side(d.found), d.found),
      findBy: (d) => side(d.found) ?? d.found,
      take: (d) => side(d.found) ?? d.found,
    },
    {
      key: "expected",
      head: text.expected,
      show: (d) => cut(side(d.expected), d.expected),
      findBy: (d) => side(d.expected) ?? d.expected,
      take: (d) => side(d.expected) ?? d.expected,
    },
    {
      key: "batch",
      head: text.batch,
      show: (d) => (d.batch === null ? "–" : <Code>{d.batch}</Code>),
      sortBy: (d) => d.batch,
      findBy: (d) => d.batch ?? "",
    },
    {
      key: "since",
      head: text.since,
      show: (d) => figures.instant(d.firstSeenAt),
      sortBy: (d) => d.firstSeenAt,
    },
  ];
}

/** @param ours null for a text of the server that we have no words for: it is English */
function cut(ours: string | null, told: string) {
  const text = ours ?? told;
  return (
    <Text size="sm" truncate maw={280} title={text} {...(ours === null ? { lang: "en" } : {})}>
      {text}
    </Text>
  );
}
