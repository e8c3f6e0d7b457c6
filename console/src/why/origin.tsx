/**
 * Where a figure comes from: the workbook, sheet and cell, who uploaded it and when. In: the file as the explanation names it.
 * Out: a line with a link to that workbook.
 */
import { Text } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { PageLink } from "../app/page-link.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import classes from "./origin.module.css";

const WORDS = words({
  en: {
    cell: (cell: string, shown: string) => `cell ${cell}, which shows “${shown}”`,
    sheet: (sheet: string) => `sheet “${sheet}”`,
    version: (version: number) => `version ${version}`,
    by: (name: string, when: string) => `uploaded by ${name} on ${when}`,
  },
  de: {
    cell: (cell: string, shown: string) => `Zelle ${cell}, die „${shown}“ zeigt`,
    sheet: (sheet: string) => `Blatt „${sheet}“`,
    version: (version: number) => `Version ${version}`,
    by: (name: string, when: string) => `hochgeladen von ${name} am ${when}`,
  },
  sv: {
    cell: (cell: string, shown: string) => `cell ${cell}, som visar ”${shown}”`,
    sheet: (sheet: string) => `blad ”${sheet}”`,
    version: (version: number) => `version ${version}`,
    by: (name: string, when: string) => `uppladdad av ${name} den ${when}`,
  },
});

interface OriginProps {
  readonly of: {
    readonly workbookId: string;
    readonly file: string;
    readonly sheet: string;
    readonly uploadedBy: string;
    readonly uploadedAt: string;
  };
  readonly cell?: { readonly cell: string; readonly text: string };
  readonly version?: number;
}

export function Origin({ of, cell, version }: OriginProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const parts = [
    text.sheet(of.sheet),
    ...(cell === undefined ? [] : [text.cell(cell.cell, cell.text)]),
    ...(version === undefined ? [] : [text.version(version)]),
    text.by(of.uploadedBy, figures.instant(of.uploadedAt)),
  ];
  return (
    <Text size="sm" className={classes.origin ?? ""}>
      <IconFileSpreadsheet size={16} aria-hidden className={classes.icon ?? ""} />
      <span>
        <PageLink underline="always" to="/workbooks" search={{ open: of.workbookId }}>
          {of.file}
        </PageLink>
        {`, ${parts.join(", ")}`}
      </span>
    </Text>
  );
}
