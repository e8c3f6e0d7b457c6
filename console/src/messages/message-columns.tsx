/**
 * The columns of the list of rejected messages.
 */
import { Text } from "@mantine/core";
import type { Column } from "../table/column.ts";
import type { Figures } from "../words/figures.ts";
import { MessageStateBadge, type Message } from "./message-state.tsx";
import type { MESSAGES_WORDS } from "./messages-words.ts";

interface Shown {
  readonly text: (typeof MESSAGES_WORDS)["en"];
  readonly known: Readonly<Record<string, string>>;
  readonly figures: Figures;
}

export function messageColumns({ text, known, figures }: Shown): Column<Message>[] {
  const first = (m: Message): string => {
    const [problem] = m.problems;
    if (problem === undefined) return "–";
    const field = problem.field === null ? "" : `${problem.field}: `;
    return `${field}${known[problem.code] ?? problem.code}`;
  };
  return [
    {
      key: "received",
      head: text.received,
      show: (m) => figures.instant(m.receivedAt),
      sortBy: (m) => m.receivedAt,
      findBy: (m) => figures.instant(m.receivedAt),
    },
    {
      key: "problems",
      head: text.problems,
      show: (m) => (
        <Text size="sm" maw={460} truncate title={m.problems.map((p) => `${p.found} ≠ ${p.expected}`).join("\n")}>
          {m.problems.length > 1 ? `${first(m)} ${text.more(figures.count(m.problems.length - 1))}` : first(m)}
        </Text>
      ),
      sortBy: first,
      findBy: (m) => m.problems.map((p) => `${p.field ?? ""} ${known[p.code] ?? ""} ${p.code} ${p.found}`).join(" "),
    },
    {
      key: "source",
      head: text.source,
      show: (m) => m.source,
      sortBy: (m) => m.source,
      findBy: (m) => m.source,
    },
    {
      key: "line",
      head: text.line,
      figures: true,
      show: (m) => (m.line === null ? "–" : figures.count(m.line)),
      sortBy: (m) => m.line,
    },
    {
      key: "state",
      head: text.state,
      show: (m) => <MessageStateBadge state={m.state} />,
      sortBy: (m) => m.state,
      findBy: (m) => `${text.states[m.state]} ${m.reason ?? ""}`,
    },
  ];
}
