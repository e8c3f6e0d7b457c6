/**
 * Tells the label of a row of totals from an agent's name.
 */
import { findMarket } from "../domain/market.ts";

// The words for a total in the markets' languages, in lower case. A name that only begins with one ("Total Cars") is an agent's.
const TOTAL_WORDS: ReadonlySet<string> = new Set(
  [
    "total|totals|grand total|sub total|subtotal|sub-total|sum|sums|overall|all agents|σ|∑",
    "summe|gesamt|gesamtsumme|zwischensumme|insgesamt|total gesamt|summe gesamt",
    "summa|totalt|totalsumma|delsumma|sum totalt|i alt|ialt|samlet|yhteensä|summa summarum|kokku|kopā|kopa|iš viso|samtals|alls",
    "totaal|eindtotaal|subtotaal|total général|total general|somme|sous-total|totale|totale generale|somma|subtotale",
    "suma|total geral|soma|razem|ogółem|celkem|součet|spolu|súčet|összesen|összeg|ukupno|skupaj|vsota|zbroj|sumă",
    "toplam|genel toplam|σύνολο|συνολο|итого|всего|сума|сумма|всичко|общо|разом|всього",
    "合計|总计|總計|合计|합계|総計",
  ].flatMap((words) => words.split("|")),
);
const EDGES = /^[\s:.=*#()–—-]+|[\s:.=*#()–—-]+$/gu;
const YEAR = /(?:^|\s)(?:fy\s?)?\d{4}$/;

/** `Total`, `SUMMA:`, `Total 2024`, `Sweden total`, `Summe Deutschland`: not `Total Cars AB`. @param name normalised */
export function isTotalLabel(name: string): boolean {
  const label = name.toLowerCase().replace(EDGES, "").replace(YEAR, "").replace(EDGES, "");
  if (TOTAL_WORDS.has(label)) return true;
  const words = label.split(" ");
  return words.some((_, at) => {
    const [head, tail] = [words.slice(0, at).join(" "), words.slice(at).join(" ")];
    return (TOTAL_WORDS.has(head) && findMarket(tail) !== null) || (TOTAL_WORDS.has(tail) && findMarket(head) !== null);
  });
}
