/**
 * The files on their way to the server: waiting, being sent, scanned and read, or why they did not get so far.
 */
import { ActionIcon, Box, Button, Group, Loader, Paper, Text } from "@mantine/core";
import { IconClock, IconX } from "@tabler/icons-react";
import { problemOf } from "../api/api-problem.ts";
import { PROBLEM_WORDS } from "../feedback/problem-words.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { SeverityIcon } from "./severity-icon.tsx";
import { forgetQueued, sendAgain, type QueuedFile, type QueuedState } from "./upload-queue.ts";

const WORDS = words({
  en: {
    waiting: "Waits its turn",
    sending: "Being sent…",
    scanning: "Sent; being scanned for malware and read…",
    reading: "Being sent and read…",
    "too-large": "Larger than 10 MiB: it was not sent. Split it, or take out pictures and formats.",
    empty: "The file is empty: it was not sent.",
    again: "Try again",
    againWith: "Try again:",
    forget: "Take off the list:",
  },
  de: {
    waiting: "Wartet",
    sending: "Wird gesendet…",
    scanning: "Gesendet; wird auf Schadsoftware geprüft und gelesen…",
    reading: "Wird gesendet und gelesen…",
    "too-large": "Größer als 10 MiB: wurde nicht gesendet. Teilen Sie sie auf, oder entfernen Sie Bilder und Formate.",
    empty: "Die Datei ist leer: sie wurde nicht gesendet.",
    again: "Erneut versuchen",
    againWith: "Erneut versuchen:",
    forget: "Von der Liste nehmen:",
  },
  sv: {
    waiting: "Väntar på sin tur",
    sending: "Skickas…",
    scanning: "Skickad; söks igenom efter skadlig kod och läses…",
    reading: "Skickas och läses…",
    "too-large": "Större än 10 MiB: den skickades inte. Dela upp den, eller ta bort bilder och format.",
    empty: "Filen är tom: den skickades inte.",
    again: "Försök igen",
    againWith: "Försök igen:",
    forget: "Ta bort från listan:",
  },
});

export function QueueEntry({ queued }: { readonly queued: QueuedFile }) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const { file, state, key } = queued;
  const ended = state.kind !== "waiting" && state.kind !== "on-its-way";
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" align="flex-start">
        <Group gap="sm" wrap="nowrap" align="flex-start" miw={0} flex="1 1 240px">
          <Box flex="none" mt={2}>
            <Sign state={state} />
          </Box>
          <div>
            <Text fw={600} style={{ overflowWrap: "anywhere" }}>
              {file.name}{" "}
              <Text span size="sm" c="dimmed" fw={400}>
                {figures.bytes(file.size)}
              </Text>
            </Text>
            <Text size="sm">
              <StateWords state={state} />
            </Text>
          </div>
        </Group>
        <Group gap="xs" wrap="nowrap">
          {state.kind === "failed" && (
            <Button
              size="xs"
              variant="light"
              aria-label={`${text.againWith} ${file.name}`}
              onClick={() => void sendAgain(key)}
            >
              {text.again}
            </Button>
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

function Sign({ state }: { readonly state: QueuedState }) {
  if (state.kind === "waiting") return <IconClock size={18} aria-hidden />;
  if (state.kind === "on-its-way") return <Loader size={18} aria-hidden />;
  return <SeverityIcon severity="error" />;
}

function StateWords({ state }: { readonly state: QueuedState }) {
  const text = useWords(WORDS);
  const known = useWords(PROBLEM_WORDS);
  if (state.kind === "on-its-way") return text[state.step.step];
  if (state.kind !== "failed") return text[state.kind];
  const { code, detail } = problemOf(state.error);
  return known[code] ?? detail;
}
