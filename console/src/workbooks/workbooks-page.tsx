/**
 * Workbooks: uploaded, looked at, put in force; and every one that was. In: what the address opens: an upload, a workbook, or the list of all.
 */
import { useSearchTexts } from "../app/search.ts";
import { UploadPage } from "./upload-page.tsx";
import { WorkbookList } from "./workbook-list.tsx";
import { WorkbookPage } from "./workbook-page.tsx";

const UPLOAD_ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

export function WorkbooksPage() {
  const { open } = useSearchTexts();
  if (open === undefined) return <WorkbookList />;
  return UPLOAD_ID.test(open) ? <UploadPage key={open} id={open} /> : <WorkbookPage key={open} id={open} />;
}
