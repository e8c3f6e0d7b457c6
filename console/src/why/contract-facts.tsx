/**
 * The facts of one contract: what it says, the message that said so, and what became of it.
 */
import { Paper } from "@mantine/core";
import { PageLink } from "../app/page-link.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import classes from "./contract-facts.module.css";
import type { ExplainedContract } from "./explanation.ts";
import { cancellationText, fromText } from "./fact-text.ts";
import { FACT_WORDS } from "./fact-words.ts";
import { StandingSign } from "./standing-sign.tsx";

interface ContractFactsProps {
  readonly contract: ExplainedContract;
  readonly currency: string;
}

export function ContractFacts({ contract: c, currency }: ContractFactsProps) {
  const text = useWords(FACT_WORDS);
  const figures = useFigures();
  return (
    <Paper withBorder p="sm" radius="md">
      <dl className={classes.facts ?? ""}>
        <dt>{text.counts}</dt>
        <dd>
          <StandingSign contract={c} />
        </dd>
        <dt>{text.date}</dt>
        <dd>{figures.date(c.contractDate)}</dd>
        {c.amount !== null && (
          <>
            <dt>{text.amount}</dt>
            <dd>{figures.money(c.amount, currency)}</dd>
          </>
        )}
        {c.event !== null && (
          <>
            <dt>{text.event}</dt>
            <dd>
              <PageLink underline="always" to="/ledger" search={{ contract: c.contractId, show: "all" }}>
                {`${c.event.source} · ${c.event.id}`}
              </PageLink>
              {c.sequence === null ? "" : `, ${text.sequence(c.sequence)}`}
            </dd>
            <dt>{text.from}</dt>
            <dd>{fromText(c, text.line)}</dd>
            <dt>{text.received}</dt>
            <dd>{figures.instant(c.event.receivedAt)}</dd>
          </>
        )}
        {c.cancellation !== null && (
          <>
            <dt>{text.cancellation}</dt>
            <dd>{cancellationText(c, figures, text)}</dd>
          </>
        )}
      </dl>
    </Paper>
  );
}
