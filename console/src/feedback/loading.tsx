/**
 * Something is on its way. Said to screen readers too.
 */
import { Center, Loader, VisuallyHidden } from "@mantine/core";
import { useWords, words } from "../words/words.ts";

const WORDS = words({ en: { loading: "Loading…" }, de: { loading: "Wird geladen…" }, sv: { loading: "Laddar…" } });

export function Loading() {
  const { loading } = useWords(WORDS);
  return (
    <Center p="xl" role="status">
      <Loader />
      <VisuallyHidden>{loading}</VisuallyHidden>
    </Center>
  );
}
