/**
 * What to do next with an upload that was read. In: the upload. Out: a link to it, a look anew where others overtook it, the way to bring the
 * mended file where it was refused.
 */
import { Button, FileButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { act, addressOf } from "../api/client.ts";
import { PageButton } from "../app/page-link.tsx";
import { useMe } from "../app/session.ts";
import { useWords } from "../words/words.ts";
import { LookAnew } from "./look-anew.tsx";
import { addFiles } from "./upload-queue.ts";
import { UPLOAD_ROW_WORDS } from "./upload-row-words.ts";
import type { ListedUpload } from "./waiting-uploads.ts";

export function UploadNextAct({ upload }: { readonly upload: ListedUpload }) {
  const text = useWords(UPLOAD_ROW_WORDS);
  const { upload: id, file, state, overtaken } = upload;
  const words = state === "ready" ? text.look : state === "refused" ? text.problems : text.open;
  return (
    <>
      {overtaken && <LookAnew id={id} file={file} size="xs" />}
      {state === "refused" && <Mended upload={upload} />}
      <PageButton
        to="/workbooks"
        search={(before) => ({ ...before, open: id })}
        size="xs"
        variant={state === "ready" && !overtaken ? "filled" : "default"}
        aria-label={text.of(words, file)}
      >
        {words}
      </PageButton>
    </>
  );
}

/** The refused one has served its time once the mended one was read, whatever that says. */
function Mended({ upload: { upload: id, file, errors, kind } }: { readonly upload: ListedUpload }) {
  const text = useWords(UPLOAD_ROW_WORDS);
  const me = useMe();
  const queries = useQueryClient();
  const notes = addressOf<"get", "/uploads/{id}/annotated">("/uploads/{id}/annotated", { params: { id } });
  const bring = (mended: File | null) => {
    if (mended === null) return;
    void addFiles([mended], me.name, (read) => {
      const discarded = read.upload === id ? Promise.resolve() : act("delete", "/uploads/{id}", { params: { id } });
      // Gone already is as good; what could not be discarded is over in hours.
      void discarded.catch(() => undefined).then(() => queries.invalidateQueries({ queryKey: ["/uploads"] }));
    });
  };
  return (
    <>
      {errors > 0 && kind !== null && (
        <Button component="a" href={notes} download size="xs" variant="default" aria-label={text.of(text.notes, file)}>
          {text.notes}
        </Button>
      )}
      <FileButton accept=".xlsx" onChange={bring}>
        {(props) => (
          <Button {...props} size="xs" variant="light" aria-label={text.of(text.mended, file)}>
            {text.mended}
          </Button>
        )}
      </FileButton>
    </>
  );
}
