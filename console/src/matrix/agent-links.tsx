/**
 * From an agent in the matrix to the what-if and to the statement of the same month.
 */
import { Anchor, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
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
      <Anchor renderRoot={(props) => <Link to="/what-if" search={agent} {...props} />} size="sm">
        {text.whatIf}
      </Anchor>
      <Anchor renderRoot={(props) => <Link to="/statements" search={agent} {...props} />} size="sm">
        {text.statement}
      </Anchor>
    </Group>
  );
}
