/**
 * Why a batch is not booked and what to do, in the reader's language by the code; below it what was recorded, which may hold Core View's
 * own words.
 */
import { Text } from "@mantine/core";
import { useWords, words } from "../words/words.ts";
import { DELIVERY_CODE_WORDS } from "./delivery-codes.ts";
import { STEP_OF_CODE, STEP_WORDS } from "./delivery-steps.ts";

const WORDS = words({
  en: { recorded: "On record:" },
  de: { recorded: "Festgehalten:" },
  sv: { recorded: "Antecknat:" },
});

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
  const { recorded } = useWords(WORDS);
  const known = useWords(DELIVERY_CODE_WORDS);
  const steps = useWords(STEP_WORDS);
  if (code === null && problem === null) return null;
  const told = code === null ? undefined : known[code];
  const step = code === null ? undefined : STEP_OF_CODE[code];
  return (
    <>
      {told !== undefined && <Text size="sm">{`${told}.`}</Text>}
      {step !== undefined && <Text size="sm">{steps[step]}</Text>}
      {problem !== null && (
        <Text size="xs" c="dimmed">
          {recorded} <span lang="en">{problem}</span>
        </Text>
      )}
    </>
  );
}
