/**
 * Opens the search, and tells that Ctrl-K does.
 */
import { Button, Kbd, Text } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useWords, words } from "../words/words.ts";

const WORDS = words({ en: { search: "Search" }, de: { search: "Suchen" }, sv: { search: "Sök" } });

export function SearchButton({ onOpen }: { readonly onOpen: () => void }) {
  const { search } = useWords(WORDS);
  return (
    <Button
      variant="default"
      leftSection={<IconSearch size={16} />}
      onClick={onOpen}
      aria-keyshortcuts="Control+K"
      px="sm"
    >
      <Text span visibleFrom="lg" size="sm" mr={8}>
        {search}
      </Text>
      <Kbd size="xs" visibleFrom="sm">
        Ctrl K
      </Kbd>
    </Button>
  );
}
