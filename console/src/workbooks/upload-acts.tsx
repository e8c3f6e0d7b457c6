/**
 * What can be done with an upload: put it in force, discard it, take it back with a note in each cell that has a problem.
 */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconArrowLeft, IconCheck, IconFileDownload, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { act, addressOf } from "../api/client.ts";
import { useSetSearch } from "../app/search.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useWords, words } from "../words/words.ts";
import { ActivateDialog } from "./activate-dialog.tsx";
import type { Upload } from "./send-workbook.ts";

const WORDS = words({
  en: {
    close: "Close",
    back: "All workbooks",
    activate: "Put in force…",
    discard: "Discard",
    discarded: "The upload was discarded. Nothing of it was in force.",
    annotated: "With notes at the cells",
  },
  de: {
    close: "Schließen",
    back: "Alle Arbeitsmappen",
    activate: "In Kraft setzen…",
    discard: "Verwerfen",
    discarded: "Die hochgeladene Mappe wurde verworfen. Nichts davon galt.",
    annotated: "Mit Notizen in den Zellen",
  },
  sv: {
    close: "Stäng",
    back: "Alla arbetsböcker",
    activate: "Sätt i kraft…",
    discard: "Kasta",
    discarded: "Uppladdningen kastades. Inget av den gällde.",
    annotated: "Med noter i cellerna",
  },
});

/** What the door refuses is not a workbook that notes could be written into. */
function canBeAnnotated({ file }: Upload): boolean {
  return file.problems.some((problem) => problem.sheet !== null);
}

export function UploadActs({ upload }: { readonly upload: Upload }) {
  const text = useWords(WORDS);
  const setSearch = useSetSearch();
  const queries = useQueryClient();
  const [open, dialog] = useDisclosure(false);
  const { upload: id, state } = upload;
  const leave = () => {
    setSearch({ open: undefined, tab: undefined });
  };
  // What is shown here hangs on it; asked for anew, it would only be missing.
  const discard = useMutation({
    mutationFn: () => act("delete", "/uploads/{id}", { params: { id } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["/uploads"] });
      notifications.show({ message: text.discarded, closeButtonProps: { "aria-label": text.close } });
      leave();
    },
  });
  const notes = addressOf<"get", "/uploads/{id}/annotated">("/uploads/{id}/annotated", { params: { id } });
  return (
    <>
      <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={leave}>
        {text.back}
      </Button>
      {canBeAnnotated(upload) && (
        <Button
          component="a"
          href={notes}
          download
          variant="default"
          leftSection={<IconFileDownload size={16} aria-hidden />}
        >
          {text.annotated}
        </Button>
      )}
      {state !== "activated" && (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          loading={discard.isPending}
          onClick={() => {
            discard.mutate();
          }}
        >
          {text.discard}
        </Button>
      )}
      {state === "ready" && (
        <Button leftSection={<IconCheck size={16} aria-hidden />} onClick={dialog.open}>
          {text.activate}
        </Button>
      )}
      {discard.error !== null && <ProblemAlert error={discard.error} />}
      <ActivateDialog upload={upload} opened={open} onClose={dialog.close} />
    </>
  );
}
