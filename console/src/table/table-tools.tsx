/**
 * The line above a table: filter, how many rows are shown, the files of it.
 */
import { Button, Group, Text, TextInput, VisuallyHidden } from "@mantine/core";
import { IconDownload, IconFilter } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { Arriving } from "./arriving.tsx";
import type { Export } from "./export.ts";

const WORDS = words({
  en: { filter: "Filter", of: "of", rows: "rows", loading: "Rows are being loaded." },
  de: { filter: "Filtern", of: "von", rows: "Zeilen", loading: "Zeilen werden geladen." },
  sv: { filter: "Filtrera", of: "av", rows: "rader", loading: "Rader laddas." },
});

interface TableToolsProps {
  readonly name: string;
  readonly filter: string;
  readonly onFilter: (typed: string) => void;
  readonly shown: number;
  readonly all: number;
  /** More are coming: of how many, where that is known. */
  readonly growing: { readonly of: number | null } | null;
  readonly tools: ReactNode;
  readonly exports: readonly Export[];
  /** Makes a file of what is shown. */
  readonly take: ReactNode;
}

export function TableTools({ name, filter, onFilter, shown, all, growing, tools, exports, take }: TableToolsProps) {
  const text = useWords(WORDS);
  const { count } = useFigures();
  return (
    <Group justify="space-between" mb="xs" gap="xs">
      <Group gap="xs" miw={0} maw="100%">
        <TextInput
          aria-label={`${text.filter}: ${name}`}
          placeholder={text.filter}
          leftSection={<IconFilter size={16} />}
          value={filter}
          onChange={(event) => {
            onFilter(event.currentTarget.value);
          }}
          w={220}
        />
        {tools}
        {growing !== null && <Arriving name={name} come={all} of={growing.of} />}
        <Text size="sm" c="dimmed" role="status">
          {growing !== null ? (
            <VisuallyHidden>{text.loading}</VisuallyHidden>
          ) : shown === all ? (
            `${count(all)} ${text.rows}`
          ) : (
            `${count(shown)} ${text.of} ${count(all)} ${text.rows}`
          )}
        </Text>
      </Group>
      <Group gap="xs">
        {exports.map(({ label, href }) => (
          <Button
            key={label}
            component="a"
            href={href}
            download
            variant="default"
            size="xs"
            leftSection={<IconDownload size={14} />}
          >
            {label}
          </Button>
        ))}
        {take}
      </Group>
    </Group>
  );
}
