/**
 * Where workbooks are dropped, or chosen by a button. In: files, of any kind: what is wrong with one is told, not hidden. Out: the files.
 */
import { Button, FileButton, Group, Paper, Stack, Text } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { IconFileSpreadsheet, IconUpload } from "@tabler/icons-react";
import { useState, type DragEvent } from "react";
import { useWords, words } from "../words/words.ts";
import classes from "./drop-zone.module.css";

const WORDS = words({
  en: {
    title: "Drop workbooks here",
    text: "Commission matrices or sales targets as .xlsx, at most 10 MiB each. You see every problem, each change and its money first: nothing counts until you put it in force.",
    choose: "Choose files",
    names: "The file's name says what it is: commission_matrices_2024.xlsx or sales_targets_2024.xlsx.",
  },
  de: {
    title: "Arbeitsmappen hier ablegen",
    text: "Provisionsmatrizen oder Verkaufsziele als .xlsx, je höchstens 10 MiB. Sie sehen zuerst jedes Problem, jede Änderung und was sie kostet: Nichts gilt, bevor Sie es in Kraft setzen.",
    choose: "Dateien wählen",
    names: "Der Dateiname sagt, was es ist: commission_matrices_2024.xlsx oder sales_targets_2024.xlsx.",
  },
  sv: {
    title: "Släpp arbetsböcker här",
    text: "Provisionsmatriser eller försäljningsmål som .xlsx, högst 10 MiB var. Du ser först varje problem, varje ändring och vad den kostar: inget gäller förrän du sätter det i kraft.",
    choose: "Välj filer",
    names: "Filnamnet säger vad det är: commission_matrices_2024.xlsx eller sales_targets_2024.xlsx.",
  },
});

interface DropZoneProps {
  readonly onFiles: (files: readonly File[]) => void;
}

export function DropZone({ onFiles }: DropZoneProps) {
  const text = useWords(WORDS);
  const [over, setOver] = useState(false);
  // A file that falls beside the place would be opened by the browser, and the page be gone.
  useWindowEvent("dragover", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = "none";
  });
  const drag = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isOver);
  };
  return (
    <Paper
      className={classes.zone ?? ""}
      data-over={over ? true : undefined}
      p="lg"
      onDragOver={drag(true)}
      onDragEnter={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles(Array.from(event.dataTransfer.files));
      }}
    >
      <Group gap="lg" wrap="nowrap" align="flex-start" className={classes.inner ?? ""}>
        <IconFileSpreadsheet size={44} stroke={1.4} aria-hidden className={classes.sign ?? ""} />
        <Stack gap={6}>
          <Text fw={650} size="lg">
            {text.title}
          </Text>
          <Text size="sm" maw="80ch">
            {text.text}
          </Text>
          <Text size="sm" c="dimmed">
            {text.names}
          </Text>
          <FileButton multiple accept=".xlsx,.xlsm,.xls,.ods,.csv" onChange={onFiles}>
            {(props) => (
              <Button {...props} leftSection={<IconUpload size={16} aria-hidden />} w="fit-content" mt={4}>
                {text.choose}
              </Button>
            )}
          </FileButton>
        </Stack>
      </Group>
    </Paper>
  );
}
