/**
 * A message's text on the page: spread over lines or as it came, wrapped, never run as anything, with fields that have problems marked.
 */
import { Group, SegmentedControl, Text, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import { useWords, words } from "../words/words.ts";
import { rawPieces, seen } from "./raw-text.ts";
import classes from "./raw-text.module.css";

const WORDS = words({
  en: {
    title: "As it came",
    how: "How the text is shown",
    spread: "Formatted",
    exact: "Unchanged",
    marked: "Underlined: fields with a problem",
  },
  de: {
    title: "Wie sie kam",
    how: "Darstellung des Textes",
    spread: "Formatiert",
    exact: "Unverändert",
    marked: "Unterstrichen: Felder mit einem Problem",
  },
  sv: {
    title: "Som det kom",
    how: "Hur texten visas",
    spread: "Formaterad",
    exact: "Oförändrad",
    marked: "Understruket: fält med problem",
  },
});

interface RawTextProps {
  readonly raw: string;
  readonly fields: readonly string[];
}

export function RawText({ raw, fields }: RawTextProps) {
  const text = useWords(WORDS);
  const [spread, setSpread] = useState(true);
  const pieces = useMemo(() => rawPieces(raw, fields, spread), [raw, fields, spread]);
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {text.title}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={text.how}
          value={spread ? "spread" : "exact"}
          data={[
            { value: "spread", label: text.spread },
            { value: "exact", label: text.exact },
          ]}
          onChange={(next) => {
            setSpread(next === "spread");
          }}
        />
      </Group>
      {pieces.some((piece) => piece.field !== null) && (
        <Text size="xs" c="dimmed" mb={4}>
          {text.marked}
        </Text>
      )}
      <pre className={classes.raw ?? ""} tabIndex={0} aria-label={text.title} role="region">
        {pieces.map((piece, i) =>
          piece.field === null ? (
            // The pieces have no name but their place.
            <span key={`${i} plain`}>{seen(piece.text)}</span>
          ) : (
            <mark key={`${i} ${piece.field}`} className={classes.marked ?? ""}>
              {seen(piece.text)}
            </mark>
          ),
        )}
      </pre>
    </section>
  );
}
