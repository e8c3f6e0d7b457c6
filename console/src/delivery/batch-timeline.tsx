/**
 * What was tried with a batch, when, by whom, what was answered, and when it is tried next.
 */
import { Group, Text, Timeline } from "@mantine/core";
import { IconClock, IconHandStop, IconRefresh, IconTruckDelivery } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Answer } from "../api/routes.ts";
import { StateBadge } from "../feedback/state-badge.tsx";
import { LOCALES } from "../words/language.ts";
import { useFigures } from "../words/figures.ts";
import { useLanguage, useWords } from "../words/words.ts";
import { BatchProblem } from "./batch-problem.tsx";
import { BatchStateBadge, type Batch } from "./batch-state.tsx";
import { BATCH_WORDS } from "./batch-words.ts";
import { useUntil } from "./until.ts";

export type Attempt = Answer<"get", "/deliveries/{id}">["timeline"][number];

interface BatchTimelineProps {
  readonly batch: Batch;
  readonly attempts: readonly Attempt[];
}

export function BatchTimeline({ batch, attempts }: BatchTimelineProps) {
  const text = useWords(BATCH_WORDS);
  const figures = useFigures();
  const ahead = <Ahead key="ahead" batch={batch} />;
  if (attempts.length === 0 && batch.nextAttemptAt === null) return <Text size="sm">{text.never}</Text>;
  return (
    <Timeline bulletSize={28} lineWidth={2} active={attempts.length - 1}>
      {attempts.map((a) => (
        <Timeline.Item
          key={a.number}
          bullet={<IconTruckDelivery size={16} aria-hidden />}
          title={text.attempt(figures.count(a.number))}
        >
          <AttemptMade attempt={a} />
        </Timeline.Item>
      ))}
      {batch.state === "accepted" ? null : ahead}
    </Timeline>
  );
}

function AttemptMade({ attempt }: { readonly attempt: Attempt }) {
  const text = useWords(BATCH_WORDS);
  const figures = useFigures();
  const { language } = useLanguage();
  const { actor, startedAt, endedAt, outcome, code, problem } = attempt;
  const who = actor === "scheduler" ? text.scheduler : actor;
  const took = endedAt === null ? null : secondsBetween(startedAt, endedAt, LOCALES[language]);
  return (
    <>
      <Text size="sm">{`${figures.instant(startedAt)} ${text.by} ${who}`}</Text>
      <Text size="xs" c="dimmed">
        {text.asked}
      </Text>
      {took === null ? (
        <Text size="sm">{text.running}</Text>
      ) : (
        <Group gap="xs" my={4}>
          <Outcome outcome={outcome} />
          <Text size="sm">{text.took(took)}</Text>
        </Group>
      )}
      <BatchProblem code={code} problem={problem} />
    </>
  );
}

function Outcome({ outcome }: { readonly outcome: string | null }) {
  const text = useWords(BATCH_WORDS);
  if (outcome === "unavailable") return <StateBadge icon={IconRefresh} color="orange" label={text.unavailable} />;
  return <BatchStateBadge state={outcome ?? "unknown"} />;
}

function Ahead({ batch }: { readonly batch: Batch }): ReactNode {
  const text = useWords(BATCH_WORDS);
  const figures = useFigures();
  const until = useUntil();
  if (batch.nextAttemptAt !== null)
    return (
      <Timeline.Item bullet={<IconClock size={16} aria-hidden />} title={text.planned} lineVariant="dashed">
        <Text size="sm">{`${until(batch.nextAttemptAt)} · ${figures.instant(batch.nextAttemptAt)}`}</Text>
      </Timeline.Item>
    );
  if (batch.state === "pending") return null;
  return <Timeline.Item bullet={<IconHandStop size={16} aria-hidden />} title={text.waiting} lineVariant="dashed" />;
}

/** Only of milliseconds that are told: not what the clock says now. */
function secondsBetween(from: string, to: string, locale: string): string {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  const unit = ms < 1_000 ? "millisecond" : "second";
  const value = ms < 1_000 ? ms : Math.round(ms / 100) / 10;
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value);
}
