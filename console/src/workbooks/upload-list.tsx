/**
 * One's own uploads that are not in force, as the server knows them: also after the page was loaded again, and from another machine. Before them
 * the files that this page is sending. In: who looks. Out: each with how it stands and what to do next.
 */
import { Stack, Text, Title } from "@mantine/core";
import { useAllRows } from "../api/queries.ts";
import { useMe } from "../app/session.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useWords, words } from "../words/words.ts";
import { QueueEntry } from "./queue-entry.tsx";
import { UploadRow } from "./upload-row.tsx";
import { useQueue } from "./upload-queue.ts";
import { waitingUploads } from "./waiting-uploads.ts";

/** What is being read goes on by itself, and others put figures in force: what is shown follows. */
const WATCH_MS = 5_000;

const WORDS = words({
  en: {
    title: "Uploaded, not in force",
    about: "Yours alone. Each is kept for four hours after it was read.",
  },
  de: {
    title: "Hochgeladen, nicht in Kraft",
    about: "Nur Ihre. Jede wird nach dem Lesen vier Stunden aufbewahrt.",
  },
  sv: {
    title: "Uppladdade, gäller inte",
    about: "Bara dina. Var och en sparas fyra timmar efter att den lästs.",
  },
});

export function UploadList() {
  const text = useWords(WORDS);
  const queue = useQueue(useMe().name);
  const found = useAllRows("/uploads", { query: { limit: 1000 } }, (page) => page.uploads, {
    refetchIntervalMs: WATCH_MS,
  });
  const waiting = waitingUploads(found.rows, queue);
  if (found.error !== null) return <ProblemAlert error={found.error} />;
  if (queue.length + waiting.length === 0) return null;
  return (
    <section aria-label={text.title}>
      <Title order={2} size="h4">
        {text.title}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {text.about}
      </Text>
      <Stack gap="xs">
        <Stack gap="xs" role="status">
          {queue.map((queued) => (
            <QueueEntry key={queued.key} queued={queued} />
          ))}
        </Stack>
        {waiting.map(({ upload, isReplaced }) => (
          <UploadRow key={upload.upload} upload={upload} isReplaced={isReplaced} />
        ))}
      </Stack>
    </section>
  );
}
