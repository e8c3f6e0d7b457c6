/**
 * The files of one statement, made by the server and on record there: the PDF for the agent in the reader's language, its lines, its receipt.
 */
import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { addressOf } from "../api/client.ts";
import { receiptHref, receiptName } from "../why/receipt-address.ts";
import { useLanguage, useWords, words } from "../words/words.ts";

const WORDS = words({
  en: { receipt: "Receipt", lines: "Lines", pdf: "PDF for the agent" },
  de: { receipt: "Beleg", lines: "Zeilen", pdf: "PDF für den Agenten" },
  sv: { receipt: "Kvitto", lines: "Rader", pdf: "PDF till agenten" },
});

interface StatementFilesProps {
  readonly period: string;
  readonly market: string;
  readonly agent: string;
  /** Where no contract counts there is no statement to hand over. */
  readonly withPdf: boolean;
}

export function StatementFiles({ withPdf, ...of }: StatementFilesProps) {
  const text = useWords(WORDS);
  const { language } = useLanguage();
  const lines = (format: "csv" | "xlsx") =>
    addressOf<"get", "/exports/statement-lines">("/exports/statement-lines", { query: { ...of, format } });
  const pdf = addressOf<"get", "/statements/pdf">("/statements/pdf", { query: { ...of, language } });
  return (
    <>
      {withPdf && <FileButton label={text.pdf} href={pdf} />}
      <FileButton label={`${text.lines}, CSV`} href={lines("csv")} />
      <FileButton label={`${text.lines}, XLSX`} href={lines("xlsx")} />
      <FileButton label={text.receipt} href={receiptHref(of)} name={receiptName(of)} />
    </>
  );
}

interface FileButtonProps {
  readonly label: string;
  readonly href: string;
  /** Where the server gives the file none. */
  readonly name?: string;
}

function FileButton({ label, href, name }: FileButtonProps) {
  return (
    <Button
      component="a"
      href={href}
      download={name ?? true}
      variant="default"
      size="xs"
      leftSection={<IconDownload size={14} />}
    >
      {label}
    </Button>
  );
}
