/**
 * The files of one statement, made by the server and on record there.
 */
import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { receiptHref, receiptName } from "../why/receipt-address.ts";
import { useWords, words } from "../words/words.ts";

const WORDS = words({
  en: { receipt: "Receipt" },
  de: { receipt: "Beleg" },
  sv: { receipt: "Kvitto" },
});

interface StatementFilesProps {
  readonly period: string;
  readonly market: string;
  readonly agent: string;
}

export function StatementFiles(of: StatementFilesProps) {
  const text = useWords(WORDS);
  return (
    <Button
      component="a"
      href={receiptHref(of)}
      download={receiptName(of)}
      variant="default"
      size="xs"
      leftSection={<IconDownload size={14} />}
    >
      {text.receipt}
    </Button>
  );
}
