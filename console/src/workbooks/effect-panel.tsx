/**
 * What the workbook would do in money: the sum of each market, then each agent and month, the largest difference first. In: the upload's
 * effects. Out: what is shown. Figures are those of statements as they stand now; months that are closed get corrections at the next close.
 */
import { SimpleGrid, Stack, Text } from "@mantine/core";
import { EmptyState } from "../feedback/empty-state.tsx";
import { DataTable } from "../table/data-table.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import type { UploadedFile } from "./cell-marks.ts";
import { useEffectColumns } from "./effect-columns.tsx";
import { effectRows, marketEffects } from "./effects.ts";
import { MarketEffectCard } from "./market-effect-card.tsx";

const WORDS = words({
  en: {
    name: "Effect on statements",
    none: "No statement would come out otherwise",
    noneText: "Nobody has sold where the changed figures decide, or nothing changes.",
    about:
      "Statements as they stand now, against what this workbook would make of them. Months that are closed stay as posted: the next close posts the difference as corrections.",
  },
  de: {
    name: "Wirkung auf die Abrechnungen",
    none: "Keine Abrechnung fiele anders aus",
    noneText: "Niemand hat dort verkauft, wo die geänderten Werte entscheiden, oder es ändert sich nichts.",
    about:
      "Abrechnungen, wie sie jetzt stehen, gegenüber dem, was diese Arbeitsmappe daraus machen würde. Abgeschlossene Monate bleiben, wie sie gebucht sind: Der nächste Abschluss bucht die Differenz als Korrektur.",
  },
  sv: {
    name: "Effekt på avräkningarna",
    none: "Ingen avräkning skulle bli annorlunda",
    noneText: "Ingen har sålt där de ändrade värdena avgör, eller så ändras inget.",
    about:
      "Avräkningarna som de står nu, mot vad arbetsboken skulle göra av dem. Stängda månader står kvar som de bokförts: nästa bokslut bokför skillnaden som rättelser.",
  },
});

export function EffectPanel({ file }: { readonly file: UploadedFile }) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const columns = useEffectColumns();
  const rows = effectRows(file.effects);
  if (rows.length === 0) return <EmptyState title={text.none} text={text.noneText} />;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed" maw="90ch">
        {text.about}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {marketEffects(file.effects).map((effect) => (
          <MarketEffectCard key={`${effect.market} ${effect.currency}`} effect={effect} figures={figures} />
        ))}
      </SimpleGrid>
      <DataTable
        name={text.name}
        takeAs="upload-effect"
        rows={rows}
        columns={columns}
        rowKey={(row) => `${row.market} ${row.period} ${row.agentId}`}
        empty={null}
        ownState
      />
    </Stack>
  );
}
