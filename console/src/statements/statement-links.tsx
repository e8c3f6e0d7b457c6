/**
 * From a statement to where one goes on: what would have been otherwise, the matrix with the agent in it, the ledger.
 */
import { Text } from "@mantine/core";
import { PageLink } from "../app/page-link.tsx";
import { useWords, words } from "../words/words.ts";

const WORDS = words({
  en: { whatIf: "What if", matrix: "The agent in the matrix", ledger: "Ledger of the agent" },
  de: { whatIf: "Was wäre, wenn", matrix: "Der Agent in der Matrix", ledger: "Hauptbuch des Agenten" },
  sv: { whatIf: "Tänk om", matrix: "Agenten i matrisen", ledger: "Agentens huvudbok" },
});

interface StatementLinksProps {
  readonly period: string;
  readonly market: string;
  readonly agent: string;
}

export function StatementLinks({ period, market, agent }: StatementLinksProps) {
  const text = useWords(WORDS);
  return (
    <>
      <Text>
        <PageLink to="/what-if" search={{ period, market, agent }}>
          {text.whatIf}
        </PageLink>
      </Text>
      <Text>
        <PageLink to="/matrix" search={{ period, market, agent }}>
          {text.matrix}
        </PageLink>
      </Text>
      <Text>
        <PageLink to="/ledger" search={{ period, market, agent, show: "earned" }}>
          {text.ledger}
        </PageLink>
      </Text>
    </>
  );
}
