/**
 * Chooses market, year and version, and the version to compare with; says who uploaded it and when; gives the workbook. In: the choice.
 * Out: the address, changed.
 */
import { Anchor, Badge, Group, Select, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { addressOf } from "../api/client.ts";
import { useSetSearch } from "../app/search.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import type { ListedVersion, MatrixChoice } from "./matrix-choice.ts";

const WORDS = words({
  en: {
    market: "Market of the matrix",
    year: "Year",
    version: "Version",
    compare: "Compare with",
    none: "no other version",
    inForce: "in force",
    notInForce: "not in force",
    by: (person: string, when: string) => `Uploaded by ${person}, ${when}`,
    workbook: "Workbook",
  },
  de: {
    market: "Markt der Matrix",
    year: "Jahr",
    version: "Version",
    compare: "Vergleichen mit",
    none: "keiner anderen Version",
    inForce: "in Kraft",
    notInForce: "nicht in Kraft",
    by: (person: string, when: string) => `Hochgeladen von ${person}, ${when}`,
    workbook: "Arbeitsmappe",
  },
  sv: {
    market: "Matrisens marknad",
    year: "År",
    version: "Version",
    compare: "Jämför med",
    none: "ingen annan version",
    inForce: "gäller",
    notInForce: "gäller inte",
    by: (person: string, when: string) => `Uppladdad av ${person}, ${when}`,
    workbook: "Arbetsbok",
  },
});

export function MatrixTools({ choice }: { readonly choice: MatrixChoice }) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const setSearch = useSetSearch();
  const { market, markets, year, years, versions, chosen, compared } = choice;
  const label = (m: ListedVersion) => `${m.version}${m.inForce ? ` · ${text.inForce}` : ""}`;
  const offered = versions.map((m) => ({ value: String(m.version), label: label(m) }));
  const others = offered.filter((m) => m.value !== String(chosen?.version));
  const none = { version: undefined, compare: undefined, open: undefined, agent: undefined };
  return (
    <Group gap="sm" mb="md" align="flex-end">
      <Select
        label={text.market}
        data={markets.map((value) => ({ value, label: figures.market(value) }))}
        value={market}
        searchable
        allowDeselect={false}
        w={180}
        onChange={(value) => {
          setSearch({ ...none, market: value ?? undefined });
        }}
      />
      <Select
        label={text.year}
        data={years.map(String)}
        value={String(year)}
        allowDeselect={false}
        w={100}
        onChange={(value) => {
          setSearch({ ...none, year: value === choice.period.slice(0, 4) ? undefined : (value ?? undefined) });
        }}
      />
      <Select
        label={text.version}
        data={offered}
        value={chosen === null ? null : String(chosen.version)}
        disabled={offered.length === 0}
        allowDeselect={false}
        w={150}
        onChange={(value) => {
          setSearch({ version: value ?? undefined });
        }}
      />
      <Select
        label={text.compare}
        data={others}
        value={compared === null ? null : String(compared.version)}
        placeholder={others.length === 0 ? text.none : "–"}
        disabled={others.length === 0}
        clearable
        w={190}
        onChange={(value) => {
          setSearch({ compare: value ?? undefined });
        }}
      />
    </Group>
  );
}

/** Who uploaded it, when, and the very file. */
export function VersionOrigin({ of }: { readonly of: ListedVersion }) {
  const text = useWords(WORDS);
  const figures = useFigures();
  return (
    <Group gap="xs" mb="xs">
      <Badge variant={of.inForce ? "filled" : "default"}>
        {`${text.version} ${of.version} · ${of.inForce ? text.inForce : text.notInForce}`}
      </Badge>
      <Text size="sm" c="dimmed">
        {text.by(of.uploadedBy, figures.instant(of.uploadedAt))}
      </Text>
      <Anchor
        size="sm"
        href={addressOf<"get", "/workbooks/{id}/file">("/workbooks/{id}/file", { params: { id: of.workbook } })}
        download
      >
        <IconDownload size={14} aria-hidden /> {`${text.workbook} ${of.file}`}
      </Anchor>
    </Group>
  );
}
