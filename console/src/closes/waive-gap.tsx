/**
 * Lets closes go on although contracts are missing, with a reason, for these very figures. In: market and month. Only who approves may.
 */
import { Alert, Button, Stack, Text, Textarea } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { useAct, useAsk } from "../api/queries.ts";
import { may, useMe } from "../app/session.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";

const WORDS = words({
  en: {
    title: "Contracts are missing",
    figures: (received: string, expected: string) => `Received ${received}; the source says ${expected}.`,
    contracts: "contracts",
    reason: "Why the month is closed without them",
    waive: "Waive the gap",
    not: "An approver of this market can waive the gap, with a reason.",
  },
  de: {
    title: "Verträge fehlen",
    figures: (received: string, expected: string) => `Empfangen ${received}; die Quelle sagt ${expected}.`,
    contracts: "Verträge",
    reason: "Warum ohne sie abgeschlossen wird",
    waive: "Lücke akzeptieren",
    not: "Jemand mit Freigabe für diesen Markt kann die Lücke mit Begründung akzeptieren.",
  },
  sv: {
    title: "Avtal saknas",
    figures: (received: string, expected: string) => `Mottaget ${received}; källan säger ${expected}.`,
    contracts: "avtal",
    reason: "Varför månaden stängs utan dem",
    waive: "Godta luckan",
    not: "En godkännare för marknaden kan godta luckan, med en motivering.",
  },
});

interface WaiveGapProps {
  readonly market: string;
  readonly period: string;
  readonly onWaived?: () => void;
}

export function WaiveGap({ market, period, onWaived }: WaiveGapProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const me = useMe();
  const [reason, setReason] = useState("");
  const [gap] = useAsk("/totals", { query: { market, period } }).data?.totals ?? [];
  const waive = useAct("post", "/totals/waiver");
  if (gap?.state !== "missing") return null;
  const side = ({ contracts, amount }: typeof gap.received) =>
    `${figures.count(contracts)} ${text.contracts}, ${figures.money(amount, gap.currency)}`;
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle />} title={text.title}>
      <Stack gap="xs">
        <Text size="sm">{text.figures(side(gap.received), side(gap.expected))}</Text>
        {!may(me, "approve", market) && <Text size="sm">{text.not}</Text>}
        {may(me, "approve", market) && (
          <>
            <Textarea
              label={text.reason}
              value={reason}
              required
              autosize
              onChange={(event) => {
                setReason(event.currentTarget.value);
              }}
            />
            <Button
              size="xs"
              disabled={reason.trim() === ""}
              loading={waive.isPending}
              onClick={() => {
                waive.mutate({ body: { market, period, reason } }, { onSuccess: () => onWaived?.() });
              }}
            >
              {text.waive}
            </Button>
          </>
        )}
        {waive.error !== null && <ProblemAlert error={waive.error} />}
      </Stack>
    </Alert>
  );
}
