/**
 * What blocks a statement and what to do about it, with the way there for who may.
 */
import { Alert, Text } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { PageLink } from "../app/page-link.tsx";
import { may, useMe } from "../app/session.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import type { ExplainedStatement } from "../why/explanation.ts";
import { REASON_WORDS } from "./statement-words.ts";

interface About {
  readonly agent: string;
  readonly market: string;
  readonly month: string;
  readonly year: string;
}

const WORDS = words({
  en: {
    "matrix-missing": ({ market, year }: About) =>
      `There is no commission matrix for ${market} ${year}. Upload a workbook commission_matrices_${year}.xlsx that holds one.`,
    "target-missing": ({ agent, month, year }: About) =>
      `There is no sales target of ${agent} for ${month}. Upload a workbook sales_targets_${year}.xlsx that holds one.`,
    "target-ambiguous": ({ agent, market, month }: About) =>
      `The target of ${agent} for ${month} names no market, and the agent sold in another one too. Upload targets that name ${market}.`,
    posted: "Nothing is posted until then; the next close catches up.",
    upload: "Upload the workbook",
    mayNot: "Someone with the role of an uploader can do that.",
  },
  de: {
    "matrix-missing": ({ market, year }: About) =>
      `Für ${market} ${year} gibt es keine Provisionsmatrix. Laden Sie eine Arbeitsmappe commission_matrices_${year}.xlsx hoch, die eine enthält.`,
    "target-missing": ({ agent, month, year }: About) =>
      `Für ${agent} gibt es im ${month} kein Verkaufsziel. Laden Sie eine Arbeitsmappe sales_targets_${year}.xlsx hoch, die eines enthält.`,
    "target-ambiguous": ({ agent, market, month }: About) =>
      `Das Ziel von ${agent} für ${month} nennt keinen Markt, und der Agent hat auch in einem anderen verkauft. Laden Sie Ziele hoch, die ${market} nennen.`,
    posted: "Bis dahin wird nichts gebucht; der nächste Abschluss holt es nach.",
    upload: "Arbeitsmappe hochladen",
    mayNot: "Das kann jemand mit der Rolle Upload.",
  },
  sv: {
    "matrix-missing": ({ market, year }: About) =>
      `Det finns ingen provisionsmatris för ${market} ${year}. Ladda upp en arbetsbok commission_matrices_${year}.xlsx som innehåller en.`,
    "target-missing": ({ agent, month, year }: About) =>
      `Det finns inget försäljningsmål för ${agent} i ${month}. Ladda upp en arbetsbok sales_targets_${year}.xlsx som innehåller ett.`,
    "target-ambiguous": ({ agent, market, month }: About) =>
      `Målet för ${agent} i ${month} anger ingen marknad, och agenten sålde på en annan också. Ladda upp mål som anger ${market}.`,
    posted: "Inget bokförs till dess; nästa bokslut tar igen det.",
    upload: "Ladda upp arbetsboken",
    mayNot: "Någon med rollen uppladdare kan göra det.",
  },
});

export function BlockedAlert({ statement: s }: { readonly statement: ExplainedStatement }) {
  const text = useWords(WORDS);
  const reasons = useWords(REASON_WORDS);
  const figures = useFigures();
  const me = useMe();
  if (s.reason === null) return null;
  const about = {
    agent: s.agentId,
    market: figures.market(s.market),
    month: figures.month(s.period),
    year: s.period.slice(0, 4),
  };
  return (
    <Alert color="red" icon={<IconHandStop />} title={reasons[s.reason]}>
      <Text>{`${text[s.reason](about)} ${text.posted}`}</Text>
      <Text mt="xs">
        {may(me, "upload", s.market) ? <PageLink to="/workbooks">{text.upload}</PageLink> : text.mayNot}
      </Text>
    </Alert>
  );
}
