/**
 * The columns of the record of acts.
 */
import { Text } from "@mantine/core";
import type { Column } from "../table/column.ts";
import type { Figures } from "../words/figures.ts";
import { shownDetail } from "./act-detail.ts";
import type { Act } from "./acts.ts";
import type { AUDIT_WORDS } from "./audit-words.ts";

interface Shown {
  readonly text: (typeof AUDIT_WORDS)["en"];
  readonly names: Readonly<Record<string, string>>;
  readonly figures: Figures;
  /** Addresses are for administrators. */
  readonly withOrigin: boolean;
}

export function actorName(actor: string, scheduler: string): string {
  return actor === "scheduler" ? scheduler : actor;
}

export function auditColumns({ text, names, figures, withOrigin }: Shown): Column<Act>[] {
  const what = (a: Act): string => names[a.action] ?? a.action;
  const about = (a: Act): string => oneLine(a, text);
  const columns: Column<Act>[] = [
    {
      key: "when",
      head: text.when,
      show: (a) => figures.instant(a.at),
      sortBy: (a) => BigInt(a.seq),
      findBy: (a) => figures.instant(a.at),
    },
    {
      key: "who",
      head: text.who,
      show: (a) => actorName(a.actor, text.scheduler),
      sortBy: (a) => a.actor,
      findBy: (a) => actorName(a.actor, text.scheduler),
    },
    { key: "what", head: text.what, show: what, sortBy: what, findBy: (a) => `${what(a)} ${a.action}` },
    { key: "subject", head: text.subject, show: (a) => a.subject, sortBy: (a) => a.subject, findBy: (a) => a.subject },
    {
      key: "market",
      head: text.market,
      show: (a) => (a.market === null ? "–" : figures.market(a.market)),
      sortBy: (a) => a.market,
      findBy: (a) => (a.market === null ? "" : `${a.market} ${figures.market(a.market)}`),
    },
  ];
  const origin: Column<Act> = {
    key: "from",
    head: text.from,
    show: (a) => a.origin ?? text.commandLine,
    sortBy: (a) => a.origin,
    findBy: (a) => a.origin ?? text.commandLine,
  };
  const detail: Column<Act> = {
    key: "detail",
    head: text.detail,
    show: (a) => (
      <Text size="sm" maw={420} truncate>
        {about(a)}
      </Text>
    ),
    findBy: about,
  };
  return [...columns, ...(withOrigin ? [origin] : []), detail];
}

function oneLine(act: Act, text: Shown["text"]): string {
  const { before, after, fields } = shownDetail(act.detail);
  const names: Readonly<Record<string, string>> = text.fields;
  if (before !== null || after !== null) return `${before ?? ""} → ${after ?? ""}`;
  return fields.map(([name, value]) => `${names[name] ?? name}: ${value}`).join(", ");
}
