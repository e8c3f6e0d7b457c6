/**
 * What became of each file that was dropped: waiting, being read, read with its problems and changes, or why it did not get so far.
 */
import { ActionIcon, Anchor, Group, Loader, Paper, Stack, Text, Title } from "@mantine/core";
import { IconCircleCheck, IconClock, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { problemOf } from "../api/api-problem.ts";
import { PROBLEM_WORDS } from "../feedback/problem-words.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { countProblems } from "./cell-marks.ts";
import { SeverityIcon } from "./severity-icon.tsx";
import type { Upload } from "./send-workbook.ts";
import { forgetQueued, type QueuedFile } from "./upload-queue.ts";
import { COUNT_WORDS } from "./workbook-words.ts";

const WORDS = words({
  en: {
    title: "Uploaded, not in force",
    waiting: "Waits its turn",
    sending: "Being sent and read…",
    "too-large": "Larger than 10 MiB: it was not sent. Split it, or take out pictures and formats.",
    empty: "The file is empty: it was not sent.",
    refused: "Refused",
    same: "Everything in it is in force already",
    open: "Open",
    forget: "Take off the list:",
  },
  de: {
    title: "Hochgeladen, nicht in Kraft",
    waiting: "Wartet",
    sending: "Wird gesendet und gelesen…",
    "too-large": "Größer als 10 MiB: wurde nicht gesendet. Teilen Sie sie auf, oder entfernen Sie Bilder und Formate.",
    empty: "Die Datei ist leer: Sie wurde nicht gesendet.",
    refused: "Abgewiesen",
    same: "Alles darin gilt bereits",
    open: "Öffnen",
    forget: "Von der Liste nehmen:",
  },
  sv: {
    title: "Uppladdade, gäller inte",
    waiting: "Väntar på sin tur",
    sending: "Skickas och läses…",
    "too-large": "Större än 10 MiB: den skickades inte. Dela upp den, eller ta bort bilder och format.",
    empty: "Filen är tom: den skickades inte.",
    refused: "Avvisad",
    same: "Allt i den gäller redan",
    open: "Öppna",
    forget: "Ta bort från listan:",
  },
});

export function QueueList({ queue }: { readonly queue: readonly QueuedFile[] }) {
  const text = useWords(WORDS);
  if (queue.length === 0) return null;
  return (
    <section aria-label={text.title}>
      <Title order={2} size="h4" mb="xs">
        {text.title}
      </Title>
      <Stack gap="xs" role="status">
        {queue.map((queued) => (
          <Entry key={queued.key} queued={queued} />
        ))}
      </Stack>
    </section>
  );
}

function Entry({ queued }: { readonly queued: QueuedFile }) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const { file, state, key } = queued;
  const ended = state.kind !== "waiting" && state.kind !== "sending";
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <Sign queued={queued} />
          <div>
            <Text fw={600} style={{ overflowWrap: "anywhere" }}>
              {file.name}{" "}
              <Text span size="sm" c="dimmed" fw={400}>
                {figures.bytes(file.size)}
              </Text>
            </Text>
            {state.kind === "read" ? (
              <ReadWords upload={state.upload} />
            ) : (
              <Text size="sm">{state.kind === "failed" ? <FailureWords error={state.error} /> : text[state.kind]}</Text>
            )}
          </div>
        </Group>
        <Group gap="xs" wrap="nowrap">
          {state.kind === "read" && (
            <Anchor
              size="sm"
              renderRoot={(props) => (
                <Link
                  to="/workbooks"
                  search={{ open: state.upload.upload }}
                  {...props}
                  aria-label={`${text.open} ${file.name}`}
                />
              )}
            >
              {text.open}
            </Anchor>
          )}
          {ended && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${text.forget} ${file.name}`}
              onClick={() => {
                forgetQueued(key);
              }}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </Group>
      </Group>
    </Paper>
  );
}

function Sign({ queued: { state } }: { readonly queued: QueuedFile }) {
  if (state.kind === "waiting") return <IconClock size={18} aria-hidden />;
  if (state.kind === "sending") return <Loader size={18} />;
  if (state.kind !== "read") return <SeverityIcon severity="error" />;
  const { errors, warnings } = countProblems(state.upload.file.problems, null);
  if (errors + warnings === 0) return <IconCircleCheck size={18} aria-hidden color="var(--mantine-color-green-text)" />;
  return <SeverityIcon severity={errors > 0 ? "error" : "warning"} />;
}

function FailureWords({ error }: { readonly error: unknown }) {
  const known = useWords(PROBLEM_WORDS);
  const { code, detail } = problemOf(error);
  return known[code] ?? detail;
}

function ReadWords({ upload: { file } }: { readonly upload: Upload }) {
  const text = useWords(WORDS);
  const counts = useWords(COUNT_WORDS);
  const figures = useFigures();
  const { errors, warnings } = countProblems(file.problems, null);
  const said = [
    ...(file.status === "refused" ? [text.refused] : []),
    ...(errors > 0 ? [counts.errors(errors, figures.count(errors))] : []),
    ...(warnings > 0 ? [counts.warnings(warnings, figures.count(warnings))] : []),
    ...(file.status === "unchanged" ? [text.same] : []),
    ...(file.changes.length > 0 ? [counts.changes(file.changes.length, figures.count(file.changes.length))] : []),
  ];
  return <Text size="sm">{said.join(" · ")}</Text>;
}
