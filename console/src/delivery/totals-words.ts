/**
 * What the completeness of the source's contracts says, in each language.
 */
import { words } from "../words/words.ts";

export const TOTALS_WORDS = words({
  en: {
    name: "Completeness by market and month",
    about:
      "Contracts received against the control totals of the source. A month with a gap is neither closed nor approved, unless the gap is waived.",
    market: "Market",
    month: "Month",
    state: "State",
    states: { complete: "Complete", missing: "Gap", waived: "Gap waived" },
    contracts: "Contracts",
    difference: "Difference",
    amount: "Amount",
    amountDifference: "Difference in amount",
    asOf: "Totals as of",
    source: "Source",
    waiver: "Waived",
    of: "of",
    act: "Act",
    waive: "Waive the gap",
    waiveTitle: "Waive this gap?",
    waiveAbout:
      "Closes of the month can go on over the gap as it is now. When one of its figures changes, the waiver holds no longer.",
    waiveWho: "Waiving is for approvers of the market.",
    noneTitle: "No control totals yet",
    noneText:
      "The source has not said how many contracts it sent. Nothing is refused for that; once it sends totals, each month is compared here.",
  },
  de: {
    name: "Vollständigkeit je Markt und Monat",
    about:
      "Empfangene Verträge gegen die Kontrollsummen der Quelle. Ein Monat mit Lücke wird weder abgeschlossen noch freigegeben, es sei denn, die Lücke ist akzeptiert.",
    market: "Markt",
    month: "Monat",
    state: "Status",
    states: { complete: "Vollständig", missing: "Lücke", waived: "Lücke akzeptiert" },
    contracts: "Verträge",
    difference: "Differenz",
    amount: "Betrag",
    amountDifference: "Differenz im Betrag",
    asOf: "Kontrollsumme vom",
    source: "Quelle",
    waiver: "Geklärt",
    of: "von",
    act: "Handlung",
    waive: "Lücke akzeptieren",
    waiveTitle: "Diese Lücke akzeptieren?",
    waiveAbout:
      "Abschlüsse des Monats können über die jetzige Lücke hinweg weitergehen. Ändert sich eine ihrer Zahlen, gilt das nicht mehr.",
    waiveWho: "Für geklärt erklären darf, wer im Markt freigibt.",
    noneTitle: "Noch keine Kontrollsummen",
    noneText:
      "Die Quelle hat nicht gesagt, wie viele Verträge sie gesendet hat. Deshalb wird nichts abgelehnt; sobald Kontrollsummen kommen, wird hier jeder Monat verglichen.",
  },
  sv: {
    name: "Fullständighet per marknad och månad",
    about:
      "Mottagna avtal mot källans kontrollsummor. En månad med en lucka kan varken stängas eller godkännas, om inte luckan är godtagen.",
    market: "Marknad",
    month: "Månad",
    state: "Status",
    states: { complete: "Fullständig", missing: "Lucka", waived: "Luckan godtagen" },
    contracts: "Avtal",
    difference: "Skillnad",
    amount: "Belopp",
    amountDifference: "Skillnad i belopp",
    asOf: "Kontrollsumma per",
    source: "Källa",
    waiver: "Förklarad",
    of: "av",
    act: "Åtgärd",
    waive: "Godta luckan",
    waiveTitle: "Godta luckan?",
    waiveAbout:
      "Månadens bokslut kan gå vidare över luckan som den är nu. Ändras någon av siffrorna gäller det inte längre.",
    waiveWho: "Godta luckor får den som godkänner i marknaden.",
    noneTitle: "Inga kontrollsummor än",
    noneText:
      "Källan har inte sagt hur många avtal den har skickat. Inget nekas för det; när kontrollsummor kommer jämförs varje månad här.",
  },
});
