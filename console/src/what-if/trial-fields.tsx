/**
 * The figures that can be turned: financed contracts, all contracts, volume, target. In: the trial. Out: another one.
 */
import { exponentOf, type StatementRow } from "../matrix/statement-facts.ts";
import { useWords, words } from "../words/words.ts";
import { AmountField } from "./amount-field.tsx";
import { CountField } from "./count-field.tsx";
import { MOST_CONTRACTS, trialOf, type Trial } from "./try-out.ts";

const WORDS = words({
  en: {
    financed: "Financed contracts",
    total: "All contracts",
    volume: "Financed volume",
    target: "Sales target",
  },
  de: {
    financed: "Finanzierte Verträge",
    total: "Alle Verträge",
    volume: "Finanziertes Volumen",
    target: "Verkaufsziel",
  },
  sv: {
    financed: "Finansierade avtal",
    total: "Alla avtal",
    volume: "Finansierad volym",
    target: "Försäljningsmål",
  },
});

const MORE_CONTRACTS = 10;

interface TrialFieldsProps {
  readonly row: StatementRow;
  readonly trial: Trial;
  readonly onChange: (trial: Trial) => void;
}

export function TrialFields({ row, trial, onChange }: TrialFieldsProps) {
  const text = useWords(WORDS);
  const start = trialOf(row);
  const exponent = exponentOf(row.volume);
  const unit = 10n ** BigInt(exponent);
  const usualMost = start.total + Math.max(MORE_CONTRACTS, start.total);
  const larger = start.volumeMinor > (start.targetMinor ?? 0n) ? start.volumeMinor : (start.targetMinor ?? 0n);
  // Somewhat above both, so that the next bands lie on the slider; something where both are 0.
  const usualMostMinor = larger === 0n ? 1_000_000n * unit : ((larger * 2n) / unit) * unit;
  const money = { exponent, currency: row.currency, usualMostMinor };
  return (
    <>
      <CountField
        label={text.financed}
        value={trial.financed}
        least={0}
        usualMost={usualMost}
        most={MOST_CONTRACTS}
        start={start.financed}
        onChange={(financed) => {
          onChange({ ...trial, financed });
        }}
      />
      <CountField
        label={text.total}
        value={trial.total}
        least={Math.max(1, trial.financed)}
        usualMost={usualMost}
        most={MOST_CONTRACTS}
        start={start.total}
        onChange={(total) => {
          onChange({ ...trial, total });
        }}
      />
      <AmountField
        {...money}
        label={text.volume}
        valueMinor={trial.volumeMinor}
        leastMinor={0n}
        disabled={trial.financed === 0}
        onChange={(volumeMinor) => {
          onChange({ ...trial, volumeMinor });
        }}
      />
      <AmountField
        {...money}
        label={text.target}
        valueMinor={trial.targetMinor ?? 0n}
        leastMinor={trial.targetMinor === null ? 0n : 1n}
        onChange={(targetMinor) => {
          onChange({ ...trial, targetMinor: targetMinor === 0n ? null : targetMinor });
        }}
      />
    </>
  );
}
