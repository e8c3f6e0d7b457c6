/**
 * Somebody changed figures between the look and the act: nothing was put in force. In: the upload. Out: the same file, looked at anew; where this
 * page has it no longer, it is chosen again.
 */
import { Alert, Button, FileButton, Text } from "@mantine/core";
import { IconRefreshAlert } from "@tabler/icons-react";
import { useSetSearch } from "../app/search.ts";
import { useMe } from "../app/session.ts";
import { useWords, words } from "../words/words.ts";
import type { Upload } from "./send-workbook.ts";
import { addFiles, fileOfUpload, forgetUpload } from "./upload-queue.ts";

const WORDS = words({
  en: {
    title: "Somebody changed figures meanwhile",
    text: "What this workbook would change is not what you were shown any more. Nothing was put in force. Look at the difference anew, then decide.",
    anew: "Look anew",
    choose: "Choose the file again",
  },
  de: {
    title: "Inzwischen hat jemand Werte geändert",
    text: "Was diese Arbeitsmappe ändern würde, ist nicht mehr, was Ihnen gezeigt wurde. Es wurde nichts in Kraft gesetzt. Sehen Sie den Unterschied neu an, und entscheiden Sie dann.",
    anew: "Neu ansehen",
    choose: "Datei erneut wählen",
  },
  sv: {
    title: "Någon har ändrat siffror under tiden",
    text: "Vad arbetsboken skulle ändra är inte längre vad du visades. Inget sattes i kraft. Titta på skillnaden på nytt och bestäm sedan.",
    anew: "Titta på nytt",
    choose: "Välj filen igen",
  },
});

interface StaleUploadProps {
  readonly upload: Upload;
  readonly onAnew: () => void;
}

export function StaleUpload({ upload, onAnew }: StaleUploadProps) {
  const text = useWords(WORDS);
  const me = useMe();
  const setSearch = useSetSearch();
  const kept = fileOfUpload(upload.upload);
  const look = (file: File) => {
    forgetUpload(upload.upload);
    onAnew();
    setSearch({ open: undefined });
    void addFiles([file], me.name, (anew) => {
      setSearch({ open: anew.upload, tab: "changes" });
    });
  };
  return (
    <Alert color="orange" variant="light" icon={<IconRefreshAlert />} title={text.title} role="alert">
      <Text size="sm" mb="sm">
        {text.text}
      </Text>
      {kept === null ? (
        <FileButton
          accept=".xlsx"
          onChange={(file) => {
            if (file !== null) look(file);
          }}
        >
          {(props) => (
            <Button {...props} size="xs">
              {text.choose}
            </Button>
          )}
        </FileButton>
      ) : (
        <Button
          size="xs"
          onClick={() => {
            look(kept);
          }}
        >
          {text.anew}
        </Button>
      )}
    </Alert>
  );
}
