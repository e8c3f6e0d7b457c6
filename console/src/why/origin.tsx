/**
 * Where a figure comes from: the workbook, sheet and cell, who uploaded it and when. In: the file as the explanation names it.
 * Out: a line with a link to that workbook, and to the very cell.
 */
import { Text } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { PageLink } from "../app/page-link.tsx";
import type { Search } from "../app/search.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import classes from "./origin.module.css";

const WORDS = words({
  en: {
    cell: (cell: string) => `cell ${cell}`,
    shows: (shown: string) => `which shows “${shown}”`,
    sheet: (sheet: string) => `sheet “${sheet}”`,
    version: (version: number) => `version ${version}`,
    by: (name: string, when: string) => `uploaded by ${name} on ${when}`,
  },
  de: {
    cell: (cell: string) => `Zelle ${cell}`,
    shows: (shown: string) => `die „${shown}“ zeigt`,
    sheet: (sheet: string) => `Blatt „${sheet}“`,
    version: (version: number) => `Version ${version}`,
    by: (name: string, when: string) => `hochgeladen von ${name} am ${when}`,
  },
  sv: {
    cell: (cell: string) => `cell ${cell}`,
    shows: (shown: string) => `som visar ”${shown}”`,
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
  /** Where that cell is seen among the others. */
  readonly at?: { readonly to: "/matrix" | "/workbooks"; readonly search: Search };
  readonly version?: number;
}

export function Origin({ of, cell, at, version }: OriginProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const parts = [
    ...(cell === undefined ? [] : [text.shows(cell.text)]),
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
        {`, ${text.sheet(of.sheet)}, `}
        {cell !== undefined && <CellName name={text.cell(cell.cell)} at={at} />}
        {`${cell === undefined ? "" : ", "}${parts.join(", ")}`}
      </span>
    </Text>
  );
}

function CellName({ name, at }: { readonly name: string; readonly at: OriginProps["at"] }) {
  if (at === undefined) return name;
  return (
    <PageLink underline="always" to={at.to} search={at.search}>
      {name}
    </PageLink>
  );
}
