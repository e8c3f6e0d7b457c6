/**
 * Why an amount is what it is: its whole working as a story, from the contracts over the workbook's cells to the ledger's entries.
 * In: which amount. Out: a drawer over whatever page asked; the address holds it, so it can be sent to somebody.
 */
import { Drawer, Stack } from "@mantine/core";
import { isMissing } from "../api/api-problem.ts";
import { useAsk } from "../api/queries.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { Loading } from "../feedback/loading.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useReturnFocus } from "../feedback/return-focus.ts";
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
import classes from "./why-panel.module.css";
import { WhyHead } from "./why-head.tsx";

const PANEL_PX = 940;

const WORDS = words({
  en: {
    title: "Why this amount",
    close: "Close the panel",
    none: "There is no such amount",
    noneText:
      "Nothing of this agent counts there and nothing is posted, or it is not yours to see. The link may be cut.",
  },
  de: {
    title: "Warum dieser Betrag",
    close: "Fenster schließen",
    none: "Diesen Betrag gibt es nicht",
    noneText:
      "Von diesem Agenten zählt dort nichts und nichts ist gebucht, oder Sie dürfen es nicht sehen. Der Link ist vielleicht abgeschnitten.",
  },
  sv: {
    title: "Varför detta belopp",
    close: "Stäng panelen",
    none: "Beloppet finns inte",
    noneText:
      "Inget för agenten räknas där och inget är bokfört, eller så får du inte se det. Länken kan vara avkapad.",
  },
});

interface WhyPanelProps {
  readonly why: Why;
  readonly onClose: () => void;
}

export default function WhyPanel({ why, onClose }: WhyPanelProps) {
  const text = useWords(WORDS);
  useReturnFocus();
  const found = useAsk("/explanation", { query: { ...why } });
  return (
    <Drawer.Root opened onClose={onClose} position="right" size={PANEL_PX}>
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Mantine's own head is a second banner to screen readers. */}
        <div className={classes.head ?? ""}>
          <Drawer.Title>{text.title}</Drawer.Title>
          <Drawer.CloseButton aria-label={text.close} />
        </div>
        <Drawer.Body>
          {isMissing(found.error) && <EmptyState title={text.none} text={text.noneText} />}
          {found.error !== null && !isMissing(found.error) && (
            <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />
          )}
          {found.isPending && <Loading />}
          {found.data !== undefined && <Story key={JSON.stringify(why)} why={why} explanation={found.data} />}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
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
