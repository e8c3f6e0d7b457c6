/**
 * From an agent in the matrix to the what-if and to the statement of the same month.
 */
import { Group } from "@mantine/core";
import { PageLink } from "../app/page-link.tsx";
import type { Search } from "../app/search.ts";
import { useWords } from "../words/words.ts";
import { MATRIX_WORDS } from "./matrix-words.ts";
import type { StatementRow } from "./statement-facts.ts";

export function AgentLinks({ of }: { readonly of: StatementRow }) {
  const text = useWords(MATRIX_WORDS);
  const { period, market, agentId } = of;
  const agent: Search = { period, market, agent: agentId };
  return (
    <Group gap="md">
      <PageLink to="/what-if" search={agent} size="sm">
        {text.whatIf}
      </PageLink>
      <PageLink to="/statements" search={agent} size="sm">
        {text.statement}
      </PageLink>
    </Group>
  );
}
