/**
 * One upload that waits, as the server lists it. In: the row. Out: how it stands, and the acts that lead on from there: look at it, look anew,
 * bring the mended file, take the notes, discard.
 */
import { ActionIcon, Box, Group, Loader, Paper, Text, Tooltip } from "@mantine/core";
import { IconCircleCheck, IconInfoCircle, IconTrash } from "@tabler/icons-react";
import { useAct } from "../api/queries.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { AwaitedUpload } from "./awaited-upload.tsx";
import { SeverityIcon } from "./severity-icon.tsx";
import { UploadNextAct } from "./upload-next-act.tsx";
import { UPLOAD_ROW_WORDS } from "./upload-row-words.ts";
import type { ListedUpload, WaitingUpload } from "./waiting-uploads.ts";
import { COUNT_WORDS, KIND_WORDS } from "./workbook-words.ts";

export function UploadRow({ upload, isReplaced }: WaitingUpload) {
  const text = useWords(UPLOAD_ROW_WORDS);
  const kinds = useWords(KIND_WORDS);
  const figures = useFigures();
  const discard = useAct("delete", "/uploads/{id}");
  const { upload: id, file, state, kind, year } = upload;
  return (
    <Paper withBorder p="sm" component="article" aria-label={file}>
      <Group justify="space-between" align="flex-start">
        <Group gap="sm" wrap="nowrap" align="flex-start" miw={0} flex="1 1 260px">
          <Box flex="none" mt={2}>
            <Sign upload={upload} />
          </Box>
          <div>
            <Text fw={600} style={{ overflowWrap: "anywhere" }}>
              {file}{" "}
              <Text span size="sm" c="dimmed" fw={400}>
                {kind === null ? "" : `${kinds[kind]} ${year ?? ""}`}
              </Text>
            </Text>
            <Text size="sm">
              <Standing upload={upload} />
            </Text>
            {upload.overtaken && (
              <Text size="sm" fw={600}>
                {text.overtaken}
              </Text>
            )}
            {isReplaced && <Text size="sm">{text.replaced}</Text>}
            <Text size="xs" c="dimmed">
              {text.when(figures.instant(upload.uploadedAt), figures.instant(upload.expiresAt))}
            </Text>
          </div>
        </Group>
        <Group gap="xs">
          {upload.askOn && <AwaitedUpload upload={upload} />}
          {state !== "awaited" && <UploadNextAct upload={upload} />}
          <Tooltip label={text.discard} withinPortal={false}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={text.of(text.discard, file)}
              loading={discard.isPending}
              onClick={() => {
                discard.mutate({ params: { id } });
              }}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      {discard.error !== null && <ProblemAlert error={discard.error} />}
    </Paper>
  );
}

function Sign({ upload: { state, warnings, overtaken } }: { readonly upload: ListedUpload }) {
  if (state === "awaited") return <Loader size={18} aria-hidden />;
  if (state === "refused") return <SeverityIcon severity="error" />;
  if (overtaken || warnings > 0) return <SeverityIcon severity="warning" />;
  const Icon = state === "unchanged" ? IconInfoCircle : IconCircleCheck;
  const colour = state === "unchanged" ? "var(--mantine-color-dimmed)" : "var(--mantine-color-green-text)";
  return <Icon size={18} aria-hidden color={colour} />;
}

function Standing({ upload }: { readonly upload: ListedUpload }) {
  const text = useWords(UPLOAD_ROW_WORDS);
  const counts = useWords(COUNT_WORDS);
  const figures = useFigures();
  const { state, errors, warnings, changes, markets } = upload;
  const where = markets.map((market) => (market === null ? text.every : figures.market(market)));
  const said = [
    text.state[state],
    ...(errors > 0 ? [counts.errors(errors, figures.count(errors))] : []),
    ...(warnings > 0 ? [counts.warnings(warnings, figures.count(warnings))] : []),
    ...(changes > 0 ? [counts.changes(changes, figures.count(changes))] : []),
    ...(where.length > 0 ? [where.join(", ")] : []),
  ];
  return <>{said.join(" · ")}</>;
}
