/**
 * A table as a file, as it is shown: its order, its filter, its columns. In: the rows. Out: a CSV for the person; that it was taken is on
 * record first, and where that fails there is no file.
 */
import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { act } from "../api/client.ts";
import { useSearchTexts } from "../app/search.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { LOCALES } from "../words/language.ts";
import { useLanguage, useWords, words } from "../words/words.ts";
import type { Column } from "./column.ts";
import { tableCsv } from "./table-csv.ts";

const WORDS = words({
  en: { csv: "CSV", currency: "Currency" },
  de: { csv: "CSV", currency: "Währung" },
  sv: { csv: "CSV", currency: "Valuta" },
});

/** Excel takes a CSV for UTF-8 only when it begins with this. */
const BYTE_ORDER_MARK = "\uFEFF";

interface TakeButtonProps<Row> {
  /** The table's name in the file's, and on record. */
  readonly table: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
}

export function TakeButton<Row>({ table, rows, columns }: TakeButtonProps<Row>) {
  const text = useWords(WORDS);
  const { language } = useLanguage();
  const { period, market } = useSearchTexts();
  const take = useMutation({
    mutationFn: async () => {
      const scope = { ...(period === undefined ? {} : { period }), ...(market === undefined ? {} : { market }) };
      await act("post", "/exports/shown", { body: { table, rows: rows.length, ...scope } });
      const csv = tableCsv(rows, columns, { locale: LOCALES[language], currency: text.currency });
      handOver(BYTE_ORDER_MARK + csv, [table, market, period].filter((part) => part !== undefined).join("-"));
    },
  });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconDownload size={14} aria-hidden />}
        loading={take.isPending}
        onClick={() => {
          take.mutate();
        }}
      >
        {text.csv}
      </Button>
      {take.error !== null && <ProblemAlert error={take.error} />}
    </>
  );
}

function handOver(csv: string, name: string): void {
  const address = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
