/**
 * Somebody changed figures between the look and the act: nothing was put in force. In: the upload. Out: the way to look at it anew.
 */
import { Alert, Text } from "@mantine/core";
import { IconRefreshAlert } from "@tabler/icons-react";
import { useWords, words } from "../words/words.ts";
import { LookAnew } from "./look-anew.tsx";
import type { Upload } from "./send-workbook.ts";

const WORDS = words({
  en: {
    title: "Somebody changed figures meanwhile",
    refused:
      "What this workbook would change is not what you were shown any more. Nothing was put in force. Look at the difference anew, then decide.",
    likely:
      "Figures of its markets were put in force since you uploaded it. What stands below may be another difference by now: look at it anew, then decide.",
  },
  de: {
    title: "Inzwischen hat jemand Werte geändert",
    refused:
      "Was diese Arbeitsmappe ändern würde, ist nicht mehr, was Ihnen gezeigt wurde. Es wurde nichts in Kraft gesetzt. Sehen Sie den Unterschied neu an, und entscheiden Sie dann.",
    likely:
      "Seit Sie sie hochgeladen haben, wurden Werte ihrer Märkte in Kraft gesetzt. Was unten steht, kann inzwischen ein anderer Unterschied sein: sehen Sie sie neu an, und entscheiden Sie dann.",
  },
  sv: {
    title: "Någon har ändrat siffror under tiden",
    refused:
      "Vad arbetsboken skulle ändra är inte längre vad du visades. Inget sattes i kraft. Titta på skillnaden på nytt och bestäm sedan.",
    likely:
      "Sedan du laddade upp den har siffror för dess marknader satts i kraft. Det som står nedan kan vara en annan skillnad nu: titta på nytt och bestäm sedan.",
  },
});

interface StaleUploadProps {
  readonly upload: Upload;
  /** `refused`: the act was tried. `likely`: it was not, and might still be possible. */
  readonly why: "refused" | "likely";
}

export function StaleUpload({ upload, why }: StaleUploadProps) {
  const text = useWords(WORDS);
  return (
    <Alert color="orange" variant="light" icon={<IconRefreshAlert />} title={text.title} role="alert">
      <Text size="sm" mb="sm">
        {text[why]}
      </Text>
      <LookAnew id={upload.upload} file={upload.file.file} size="xs" />
    </Alert>
  );
}
