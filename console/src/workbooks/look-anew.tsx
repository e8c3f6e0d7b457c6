/**
 * Looks at an upload anew, against what is in force by now: the server has the file. In: the upload's id. Out: another upload in its place is
 * opened, at its changes.
 */
import { Button, type ButtonProps } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { act } from "../api/client.ts";
import { useSetSearch } from "../app/search.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useWords } from "../words/words.ts";
import { keepUpload } from "./keep-upload.ts";
import { UPLOAD_ROW_WORDS } from "./upload-row-words.ts";

interface LookAnewProps extends ButtonProps {
  readonly id: string;
  readonly file: string;
}

export function LookAnew({ id, file, ...look }: LookAnewProps) {
  const text = useWords(UPLOAD_ROW_WORDS);
  const setSearch = useSetSearch();
  const queries = useQueryClient();
  // The old upload is gone by then: what shows it is left before anything is asked for anew.
  const renewal = useMutation({
    mutationFn: () => act("post", "/uploads/{id}/renewal", { params: { id } }),
    onSuccess: (upload) => {
      keepUpload(queries, upload);
      setSearch({ open: upload.upload, tab: "changes" });
    },
  });
  return (
    <>
      <Button
        {...look}
        loading={renewal.isPending}
        aria-label={text.of(text.anew, file)}
        onClick={() => {
          renewal.mutate();
        }}
      >
        {text.anew}
      </Button>
      {renewal.error !== null && <ProblemAlert error={renewal.error} />}
    </>
  );
}
