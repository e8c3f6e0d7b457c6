/**
 * A step to another band in words: "2 new financed contracts", "3 cash sales financed instead", "12 000,00 SEK more volume".
 */
import type { Distance } from "../../../src/calculation/what-if.ts";
import { formatMinor } from "../../../src/domain/money.ts";
import type { Figures } from "../words/figures.ts";
import { words } from "../words/words.ts";

type Counted = (count: string, isOne: boolean) => string;
interface StepWords {
  readonly up: Readonly<Record<"new-sales" | "conversions", Counted>> & { readonly volume: (amount: string) => string };
  readonly down: Readonly<Record<"new-sales" | "conversions", Counted>> & {
    readonly volume: (amount: string) => string;
  };
}

export const STEP_WORDS = words<StepWords>({
  en: {
    up: {
      "new-sales": (n, one) => `${n} new financed ${one ? "contract" : "contracts"}`,
      conversions: (n, one) => `${n} cash ${one ? "sale" : "sales"} financed instead`,
      volume: (amount) => `${amount} more volume`,
    },
    down: {
      "new-sales": (n, one) => `${n} financed ${one ? "contract" : "contracts"} fewer`,
      conversions: (n, one) => `${n} financed ${one ? "sale" : "sales"} paid in cash instead`,
      volume: (amount) => `${amount} less volume`,
    },
  },
  de: {
    up: {
      "new-sales": (n, one) => `${n} ${one ? "neuer finanzierter Vertrag" : "neue finanzierte Verträge"}`,
      conversions: (n, one) => `${n} ${one ? "Barverkauf" : "Barverkäufe"} stattdessen finanziert`,
      volume: (amount) => `${amount} mehr Volumen`,
    },
    down: {
      "new-sales": (n, one) => `${n} ${one ? "finanzierter Vertrag" : "finanzierte Verträge"} weniger`,
      conversions: (n, one) => `${n} ${one ? "finanzierter Verkauf" : "finanzierte Verkäufe"} stattdessen bar bezahlt`,
      volume: (amount) => `${amount} weniger Volumen`,
    },
  },
  sv: {
    up: {
      "new-sales": (n, one) => `${n} ${one ? "nytt finansierat avtal" : "nya finansierade avtal"}`,
      conversions: (n, one) => `${n} ${one ? "kontantköp" : "kontantköp"} som finansieras i stället`,
      volume: (amount) => `${amount} mer i volym`,
    },
    down: {
      "new-sales": (n, one) => `${n} ${one ? "finansierat avtal" : "finansierade avtal"} mindre`,
      conversions: (n, one) => `${n} ${one ? "finansierat köp" : "finansierade köp"} som betalas kontant i stället`,
      volume: (amount) => `${amount} mindre i volym`,
    },
  },
});

export interface StepFigures {
  readonly figures: Figures;
  readonly exponent: number;
  readonly currency: string;
}

export function stepText({ direction, by, step }: Distance, text: StepWords, of: StepFigures): string {
  const { figures, exponent, currency } = of;
  if (by === "volume") return text[direction].volume(figures.money(formatMinor(step, exponent), currency));
  return text[direction][by](figures.count(Number(step)), step === 1n);
}

/** `+1 700,00 SEK`. */
export function effectText(effectMinor: bigint, { figures, exponent, currency }: StepFigures): string {
  return `${figures.change(formatMinor(effectMinor, exponent))}\u00a0${currency}`;
}
