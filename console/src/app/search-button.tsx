/**
 * Opens the search, and tells that Ctrl-K does.
 */
import { Button, Group, Kbd, Text, VisuallyHidden } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useWords, words } from "../words/words.ts";

const WORDS = words({ en: { search: "Search" }, de: { search: "Suchen" }, sv: { search: "Sök" } });

export function SearchButton({ onOpen }: { readonly onOpen: () => void }) {
  const { search } = useWords(WORDS);
  return (
    <Button variant="default" onClick={onOpen} aria-keyshortcuts="Control+K" px="sm">
      <Group gap={8} wrap="nowrap">
        <IconSearch size={16} aria-hidden />
        <Text span visibleFrom="lg" size="sm">
          {search}
        </Text>
        <VisuallyHidden hiddenFrom="lg">{search}</VisuallyHidden>
        <Kbd size="xs" visibleFrom="sm">
          Ctrl K
        </Kbd>
      </Group>
    </Button>
  );
}
