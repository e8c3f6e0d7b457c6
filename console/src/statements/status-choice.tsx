/**
 * Chooses statements by their state, with how many there are of each: what is blocked is seen before anything is looked for.
 */
import { Chip, Group } from "@mantine/core";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { STATUSES, type StatementStatus } from "./status-badge.tsx";
import { STATUS_WORDS } from "./statement-words.ts";

const WORDS = words({
  en: { all: "All", choose: "Status of the statements" },
  de: { all: "Alle", choose: "Status der Abrechnungen" },
  sv: { all: "Alla", choose: "Avräkningarnas status" },
});

interface StatusChoiceProps {
  readonly chosen: StatementStatus | null;
  readonly counts: ReadonlyMap<StatementStatus, number>;
  readonly onChoose: (status: StatementStatus | null) => void;
}

export function readStatus(text: string | undefined): StatementStatus | null {
  return STATUSES.find((status) => status === text) ?? null;
}

export function StatusChoice({ chosen, counts, onChoose }: StatusChoiceProps) {
  const text = useWords(WORDS);
  const names = useWords(STATUS_WORDS);
  const { count } = useFigures();
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  return (
    <Chip.Group
      value={chosen ?? "all"}
      onChange={(value) => {
        onChoose(readStatus(value));
      }}
    >
      <Group gap={6} role="radiogroup" aria-label={text.choose}>
        <Chip value="all" size="xs" variant="outline">
          {`${text.all} ${count(all)}`}
        </Chip>
        {STATUSES.map((status) => (
          <Chip
            key={status}
            value={status}
            size="xs"
            variant="outline"
            disabled={(counts.get(status) ?? 0) === 0 && chosen !== status}
          >
            {`${names[status]} ${count(counts.get(status) ?? 0)}`}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
