/**
 * One row a market with its six steps. In: the facts of each. Out: a real table, which becomes cards where the page is narrow.
 */
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { PageLink } from "../app/page-link.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { BLOCKED_WORDS } from "../closes/blocked-words.ts";
import { blockedOf, contractsOf, standingOf, type MarketFacts, type Step } from "./market-standing.ts";
import classes from "./overview.module.css";
import { StepSign } from "./step-sign.tsx";
import { STEP_WORDS, type StepWords } from "./step-words.ts";

const STEPS = ["facts", "workbooks", "close", "approval", "delivery", "reconciled"] as const;
type StepName = (typeof STEPS)[number];

export function MarketTable({ name, markets }: { readonly name: string; readonly markets: readonly MarketFacts[] }) {
  const text = useWords(STEP_WORDS);
  return (
    <div className={classes.box ?? ""}>
      <table className={classes.table ?? ""} aria-label={name}>
        <thead>
          <tr>
            <th scope="col">{text.market}</th>
            {STEPS.map((step) => (
              <th key={step} scope="col">
                {text.steps[step]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {markets.map((facts) => (
            <MarketRow key={facts.market} facts={facts} text={text} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MarketRow({ facts, text }: { readonly facts: MarketFacts; readonly text: StepWords }) {
  const figures = useFigures();
  const blockedWords = useWords(BLOCKED_WORDS);
  const standing = standingOf(facts);
  const { market, period } = facts;
  const lines: Readonly<Record<StepName, ReactNode[]>> = {
    facts: factLines(facts, text, figures),
    workbooks: blockedOf(facts).map(([reason, count]) => `${blockedWords.short(reason)}: ${figures.count(count)}`),
    close: closeLines(facts, text, figures),
    approval: approvalLines(facts, text, figures),
    delivery: deliveryLines(facts, text, figures),
    reconciled: facts.status.differences === null ? [] : [text.open(figures.count(facts.status.differences.open))],
  };
  return (
    <tr>
      <th scope="row">
        <PageLink to="/statements" search={{ period, market }} fw={600}>
          {figures.market(market)}
        </PageLink>
      </th>
      {STEPS.map((name) => (
        <td key={name}>
          <span className={classes.label ?? ""} aria-hidden>
            {text.steps[name]}
          </span>
          <StepSign state={standing[name].state} word={wordOf(text, name, standing[name])} lines={lines[name]} />
        </td>
      ))}
    </tr>
  );
}

function wordOf(text: StepWords, name: StepName, { code }: Step<string>): string {
  const byCode: Readonly<Record<string, string>> = text[name];
  return byCode[code] ?? code;
}

function factLines({ totals, statements }: MarketFacts, text: StepWords, { count }: Figures): string[] {
  if (totals !== null) return [text.of(count(totals.received.contracts), count(totals.expected.contracts))];
  return statements.length === 0 ? [] : [text.contracts(count(contractsOf({ statements }))), text.noTotals];
}

function closeLines({ close, status }: MarketFacts, text: StepWords, figures: Figures): ReactNode[] {
  const [first] = status.notClosed;
  if (close === null)
    return status.newestClosed !== null && first !== undefined ? [text.first(figures.shortMonth(first))] : [];
  const sums = close.sums.map((s) => (
    <Text key={s.currency} span inherit c="var(--mantine-color-text)">
      {figures.money(s.amount, s.currency)}
    </Text>
  ));
  const entries = close.entries === 0 ? text.nothingToPost : text.entries(figures.count(close.entries));
  const blocked = close.blocked.length === 0 ? [] : [text.agents(figures.count(close.blocked.length))];
  return [...sums, entries, ...blocked];
}

function approvalLines({ close }: MarketFacts, text: StepWords, figures: Figures): ReactNode[] {
  if (close === null) return [];
  if (close.decidedBy !== null) return [text.by(close.decidedBy)];
  const { id, period } = close;
  return [
    <PageLink key={id} to="/closes" search={{ period, open: id }} size="xs">
      {id}
    </PageLink>,
    figures.instant(close.startedAt),
  ];
}

function deliveryLines({ close }: MarketFacts, text: StepWords, { count }: Figures): string[] {
  const all = close?.sums.reduce((sum, s) => sum + s.batches, 0) ?? 0;
  const accepted = close?.sums.reduce((sum, s) => sum + s.accepted, 0) ?? 0;
  return all === 0 ? [] : [text.batches(count(accepted), count(all))];
}
