/**
 * Why an amount is what it is: its whole working as a story, from the contracts over the workbook's cells to the ledger's entries.
 * In: which amount. Out: a drawer over whatever page asked; the address holds it, so it can be sent to somebody.
 */
import { Drawer, Stack } from "@mantine/core";
import { useAsk } from "../api/queries.ts";
import { Loading } from "../feedback/loading.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { BlockedAlert } from "../statements/blocked-alert.tsx";
import { useWords, words } from "../words/words.ts";
import { Calculation } from "./calculation.tsx";
import type { Explanation } from "./explanation.ts";
import { FactsSection } from "./facts-section.tsx";
import { LedgerSection } from "./ledger-section.tsx";
import { MatrixSection } from "./matrix-section.tsx";
import { ProductSection } from "./product-section.tsx";
import { RatiosSection } from "./ratios-section.tsx";
import { ReceiptNote } from "./receipt-note.tsx";
import type { Why } from "./why-address.ts";
import { WhyHead } from "./why-head.tsx";

const PANEL_PX = 940;

const WORDS = words({
  en: { title: "Why this amount", close: "Close the panel" },
  de: { title: "Warum dieser Betrag", close: "Fenster schließen" },
  sv: { title: "Varför detta belopp", close: "Stäng panelen" },
});

interface WhyPanelProps {
  readonly why: Why;
  readonly onClose: () => void;
}

export default function WhyPanel({ why, onClose }: WhyPanelProps) {
  const text = useWords(WORDS);
  const found = useAsk("/explanation", { query: { ...why } });
  return (
    <Drawer
      opened
      onClose={onClose}
      title={text.title}
      position="right"
      size={PANEL_PX}
      closeButtonProps={{ "aria-label": text.close }}
    >
      {found.error !== null && <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Loading />}
      {found.data !== undefined && <Story key={JSON.stringify(why)} why={why} explanation={found.data} />}
    </Drawer>
  );
}

function Story({ why, explanation }: { readonly why: Why; readonly explanation: Explanation }) {
  const { statement } = explanation;
  return (
    <Stack gap="lg">
      <WhyHead why={why} explanation={explanation} />
      {statement?.status === "blocked" && <BlockedAlert statement={statement} />}
      {statement !== null && explanation.contractId === null && <Calculation statement={statement} />}
      <div>
        <FactsSection step={1} explanation={explanation} />
        {statement !== null && (
          <>
            <RatiosSection step={2} explanation={explanation} statement={statement} />
            <MatrixSection step={3} explanation={explanation} />
            <ProductSection step={4} explanation={explanation} />
          </>
        )}
        <LedgerSection step={statement === null ? 2 : 5} explanation={explanation} />
      </div>
      <ReceiptNote why={why} />
    </Stack>
  );
}
