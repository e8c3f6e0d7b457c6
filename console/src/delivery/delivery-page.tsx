/**
 * Delivery to Core View: the batches of the month, reconciliation, and whether the source's contracts came in whole.
 */
import { Tabs } from "@mantine/core";
import { IconArrowsExchange, IconPackages, IconSum } from "@tabler/icons-react";
import { WORKPLACE_NAMES } from "../app/navigation.ts";
import { useScope } from "../app/scope.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { PageHead } from "../feedback/page-head.tsx";
import { useWords } from "../words/words.ts";
import { BatchesPanel } from "./batches-panel.tsx";
import { DeliverNow } from "./deliver-now.tsx";
import { DELIVERY_WORDS } from "./delivery-words.ts";
import { ReconciliationPanel } from "./reconciliation-panel.tsx";
import { SwitchedOff } from "./switched-off.tsx";
import { TotalsPanel } from "./totals-panel.tsx";

const TABS = ["batches", "reconciliation", "completeness"] as const;

export function DeliveryPage() {
  const names = useWords(WORKPLACE_NAMES);
  const text = useWords(DELIVERY_WORDS);
  const { tab } = useSearchTexts();
  const setSearch = useSetSearch();
  const { market, status } = useScope();
  const shown = TABS.find((one) => one === tab) ?? "batches";
  const off = (status?.markets ?? [])
    .filter((m) => !m.deliveryEnabled && (market === null || m.market === market))
    .map((m) => m.market);
  return (
    <>
      <PageHead title={names.delivery} about={text.about} />
      <SwitchedOff markets={off} />
      <Tabs
        value={shown}
        keepMounted={false}
        onChange={(next) => {
          setSearch({ tab: next ?? undefined, filter: undefined, sort: undefined, open: undefined, show: undefined });
        }}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="batches" leftSection={<IconPackages size={16} aria-hidden />}>
            {text.batches}
          </Tabs.Tab>
          <Tabs.Tab value="reconciliation" leftSection={<IconArrowsExchange size={16} aria-hidden />}>
            {text.reconciliation}
          </Tabs.Tab>
          <Tabs.Tab value="completeness" leftSection={<IconSum size={16} aria-hidden />}>
            {text.completeness}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="batches">
          <DeliverNow />
          <BatchesPanel />
        </Tabs.Panel>
        <Tabs.Panel value="reconciliation">
          <ReconciliationPanel />
        </Tabs.Panel>
        <Tabs.Panel value="completeness">
          <TotalsPanel />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
