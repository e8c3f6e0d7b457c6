/**
 * Looks at an upload anew, against what is in force by now: the server has the file. In: the upload's id. Out: another upload in its place is
 * opened, at its changes.
 */
import { Button, type ButtonProps } from "@mantine/core";
import { useAct } from "../api/queries.ts";
import { useSetSearch } from "../app/search.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useWords } from "../words/words.ts";
import { UPLOAD_ROW_WORDS } from "./upload-row-words.ts";

interface LookAnewProps extends ButtonProps {
  readonly id: string;
  readonly file: string;
}

export function LookAnew({ id, file, ...look }: LookAnewProps) {
  const text = useWords(UPLOAD_ROW_WORDS);
  const setSearch = useSetSearch();
  const renewal = useAct("post", "/uploads/{id}/renewal");
  return (
    <>
      <Button
        {...look}
        loading={renewal.isPending}
        aria-label={text.of(text.anew, file)}
        onClick={() => {
          renewal.mutate(
            { params: { id } },
            {
              onSuccess: ({ upload }) => {
                setSearch({ open: upload, tab: "changes" });
              },
            },
          );
        }}
      >
        {text.anew}
      </Button>
      {renewal.error !== null && <ProblemAlert error={renewal.error} />}
    </>
  );
}
