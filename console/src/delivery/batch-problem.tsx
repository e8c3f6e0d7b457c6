/**
 * Why a batch is not booked: in the reader's language by the code, and below it the server's own words, which may hold Core View's.
 */
import { Text } from "@mantine/core";
import { useWords } from "../words/words.ts";
import { DELIVERY_CODE_WORDS } from "./delivery-codes.ts";

interface BatchProblemProps {
  readonly code: string | null;
  readonly problem: string | null;
}

/** One line, for a row of a table. */
export function BatchProblemLine({ code, problem }: BatchProblemProps) {
  const known = useWords(DELIVERY_CODE_WORDS);
  if (code === null) return "–";
  return (
    <Text size="sm" truncate maw={360} {...(problem === null ? {} : { title: problem })}>
      {known[code] ?? problem}
    </Text>
  );
}

export function BatchProblem({ code, problem }: BatchProblemProps) {
  const known = useWords(DELIVERY_CODE_WORDS);
  if (code === null && problem === null) return null;
  const told = code === null ? null : (known[code] ?? null);
  return (
    <>
      {told !== null && <Text size="sm">{told}</Text>}
      {problem !== null && (
        <Text size="xs" c="dimmed" lang="en">
          {problem}
        </Text>
      )}
    </>
  );
}
