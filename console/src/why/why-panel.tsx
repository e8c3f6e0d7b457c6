/**
 * Why an amount is what it is: its whole working, down to the workbook's cell, the event and the ledger entry.
 */
import { Drawer } from "@mantine/core";
import { useAsk } from "../api/queries.ts";
import { Loading } from "../feedback/loading.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useWords, words } from "../words/words.ts";
import type { Why } from "./why-address.ts";

const WORDS = words({
  en: { title: "Why this amount" },
  de: { title: "Warum dieser Betrag" },
  sv: { title: "Varför detta belopp" },
});

interface WhyPanelProps {
  readonly why: Why;
  readonly onClose: () => void;
}

export default function WhyPanel({ why, onClose }: WhyPanelProps) {
  const { title } = useWords(WORDS);
  const found = useAsk("/explanation", { query: { ...why } });
  return (
    <Drawer opened onClose={onClose} title={title} position="right" size="xl">
      {found.error !== null && <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Loading />}
      {found.data !== undefined && found.data.agentId}
    </Drawer>
  );
}
