/**
 * An upload that was just read, kept as if it had been asked for: one with thousands of problems is not sent twice. In: the answer of a write. Out:
 * its page opens at once, and the list of uploads is asked for anew.
 */
import type { QueryClient } from "@tanstack/react-query";
import type { Upload } from "./send-workbook.ts";

export function keepUpload(queries: QueryClient, upload: Upload): void {
  queries.setQueryData(["/uploads/{id}", { params: { id: upload.upload } }], upload);
  void queries.invalidateQueries({ queryKey: ["/uploads"] });
}
