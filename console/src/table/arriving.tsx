/**
 * A long list on its way: how many rows have come, of how many where that is known; and, where it is longer than is shown, that it is.
 */
import { Alert, Group, Loader, Progress, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";

const WORDS = words({
  en: {
    loading: (name: string) => `${name}: loading`,
    of: (come: string, all: string) => `${come} of ${all} loaded`,
    come: (come: string) => `${come} loaded, more to come`,
    sums: "Sums come with the last row.",
    cut: (most: string) => `Only the first ${most} rows are shown`,
    cutText:
      "The list is longer than a browser holds. Filter and order are of the rows shown, and nothing is summed. Choose a month, a market or an agent, or take the file: it holds all rows.",
  },
  de: {
    loading: (name: string) => `${name}: wird geladen`,
    of: (come: string, all: string) => `${come} von ${all} geladen`,
    come: (come: string) => `${come} geladen, weitere folgen`,
    sums: "Summen kommen mit der letzten Zeile.",
    cut: (most: string) => `Nur die ersten ${most} Zeilen werden gezeigt`,
    cutText:
      "Die Liste ist länger, als ein Browser fasst. Filter und Reihenfolge gelten für die gezeigten Zeilen, und nichts wird summiert. Wählen Sie einen Monat, einen Markt oder einen Agenten, oder nehmen Sie die Datei: sie enthält alle Zeilen.",
  },
  sv: {
    loading: (name: string) => `${name}: laddas`,
    of: (come: string, all: string) => `${come} av ${all} laddade`,
    come: (come: string) => `${come} laddade, fler är på väg`,
    sums: "Summorna kommer med sista raden.",
    cut: (most: string) => `Bara de första ${most} raderna visas`,
    cutText:
      "Listan är längre än en webbläsare klarar. Filter och ordning gäller raderna som visas, och inget summeras. Välj en månad, en marknad eller en agent, eller ta filen: den innehåller alla rader.",
  },
});

interface ArrivingProps {
  readonly name: string;
  readonly come: number;
  /** Null: not known before the end. */
  readonly of: number | null;
}

/** Seen, and there for who asks; it does not speak with each page that comes. */
export function Arriving({ name, come, of }: ArrivingProps) {
  const text = useWords(WORDS);
  const { count } = useFigures();
  const said = of === null ? text.come(count(come)) : text.of(count(come), count(Math.max(of, come)));
  return (
    <Group gap="xs" wrap="nowrap" miw={0}>
      {of === null ? (
        <Loader size={16} aria-hidden />
      ) : (
        <Progress.Root w={120} miw={60} size="sm">
          <Progress.Section
            value={percent(come, of)}
            withAria={false}
            role="progressbar"
            aria-label={text.loading(name)}
            aria-valuemin={0}
            aria-valuemax={Math.max(of, come)}
            aria-valuenow={come}
            aria-valuetext={said}
          />
        </Progress.Root>
      )}
      <Text size="sm" c="dimmed">
        {`${said}. ${text.sums}`}
      </Text>
    </Group>
  );
}

function percent(come: number, of: number): number {
  return of === 0 ? 100 : Math.min(100, Math.round((come * 100) / of));
}

export function Cut({ rows }: { readonly rows: number }) {
  const text = useWords(WORDS);
  const { count } = useFigures();
  return (
    <Alert icon={<IconInfoCircle aria-hidden />} color="yellow" title={text.cut(count(rows))} mb="xs" role="status">
      {text.cutText}
    </Alert>
  );
}
