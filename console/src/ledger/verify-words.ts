/**
 * What verification says: its findings by code, in each language. A test holds it to every code of docs/formats.md.
 */
import { words } from "../words/words.ts";

type ByCode = Readonly<Record<string, string>>;

export const VERIFY_WORDS = words({
  en: {
    run: "Verify",
    about: "Recomputes every hash and every statement from its inputs, and compares.",
    who: "The chain of the ledger is of all markets: verifying needs a role in every market.",
    well: "All is well: nothing differs.",
    compared: (entries: string, closes: string) => `Recomputed: entries ${entries}, closes ${closes}.`,
    differences: (count: string) => `Differences: ${count}`,
    running: "Recomputing; this takes as long as all closes took.",
    close: "Close the message",
    found: "found",
    expected: "expected",
  },
  de: {
    run: "Prüfen",
    about: "Rechnet jeden Hash und jede Abrechnung aus ihren Eingaben nach und vergleicht.",
    who: "Die Kette des Hauptbuchs geht über alle Märkte: Prüfen braucht eine Rolle in jedem Markt.",
    well: "Alles stimmt: Nichts weicht ab.",
    compared: (entries: string, closes: string) => `Nachgerechnet: Buchungen ${entries}, Abschlüsse ${closes}.`,
    differences: (count: string) => `Abweichungen: ${count}`,
    running: "Es wird nachgerechnet; das dauert so lange wie alle Abschlüsse.",
    close: "Hinweis schließen",
    found: "gefunden",
    expected: "erwartet",
  },
  sv: {
    run: "Kontrollera",
    about: "Räknar om varje hash och varje avräkning från sina underlag och jämför.",
    who: "Huvudbokens kedja gäller alla marknader: att kontrollera kräver en roll i varje marknad.",
    well: "Allt stämmer: inget avviker.",
    compared: (entries: string, closes: string) => `Omräknade: poster ${entries}, bokslut ${closes}.`,
    differences: (count: string) => `Avvikelser: ${count}`,
    running: "Räknar om; det tar lika lång tid som alla bokslut.",
    close: "Stäng meddelandet",
    found: "hittat",
    expected: "väntat",
  },
});

export const FINDING_WORDS = words<ByCode>({
  en: {
    "ledger-changed": "An entry does not fit the chain of hashes",
    "ledger-end-changed": "The ledger does not end where the last approval left it",
    "batch-changed": "A stored batch is not what the ledger gives",
    "fact-changed": "A contract or its event is not what the message said",
    "input-missing": "An input is missing or doubled",
    "workbook-differs": "A matrix or target is not what the kept workbook says",
    "setting-differs": "A setting is not what the record of acts says",
    "close-differs": "A close, recomputed, gives something else",
    "close-missing": "The ledger holds entries of a close that is not posted",
    "statement-differs": "A kept statement is not what its inputs give",
    "delivery-differs": "A delivery's state is not what the attempts on record give",
    "waiver-differs": "A waiver has no act on record",
    "not-computable": "A check came to no end over what stands in the database",
  },
  de: {
    "ledger-changed": "Eine Buchung passt nicht in die Kette der Hashes",
    "ledger-end-changed": "Das Hauptbuch endet nicht dort, wo die letzte Freigabe geendet hat",
    "batch-changed": "Ein gespeichertes Paket ist nicht, was das Hauptbuch ergibt",
    "fact-changed": "Ein Vertrag oder sein Ereignis ist nicht, was die Meldung sagte",
    "input-missing": "Eine Eingabe fehlt oder ist doppelt",
    "workbook-differs": "Eine Matrix oder ein Ziel ist nicht, was die aufbewahrte Arbeitsmappe sagt",
    "setting-differs": "Eine Einstellung ist nicht, was das Protokoll sagt",
    "close-differs": "Ein Abschluss ergibt nachgerechnet etwas anderes",
    "close-missing": "Das Hauptbuch hat Buchungen eines Abschlusses, der nicht gebucht ist",
    "statement-differs": "Eine aufbewahrte Abrechnung ist nicht, was ihre Eingaben ergeben",
    "delivery-differs": "Der Status einer Lieferung ist nicht, was die Versuche ergeben",
    "waiver-differs": "Eine Klärung steht nicht im Protokoll",
    "not-computable": "Eine Prüfung kam wegen des Inhalts der Datenbank zu keinem Ende",
  },
  sv: {
    "ledger-changed": "En post passar inte i kedjan av hashar",
    "ledger-end-changed": "Huvudboken slutar inte där det senaste godkännandet lämnade den",
    "batch-changed": "Ett sparat paket är inte vad huvudboken ger",
    "fact-changed": "Ett avtal eller dess händelse är inte vad meddelandet sade",
    "input-missing": "Ett underlag saknas eller är dubbelt",
    "workbook-differs": "En matris eller ett mål är inte vad den sparade arbetsboken säger",
    "setting-differs": "En inställning är inte vad loggen säger",
    "close-differs": "Ett bokslut ger omräknat något annat",
    "close-missing": "Huvudboken har poster från ett bokslut som inte är bokfört",
    "statement-differs": "En sparad avräkning är inte vad underlagen ger",
    "delivery-differs": "En leverans status är inte vad de antecknade försöken ger",
    "waiver-differs": "En förklaring saknas i loggen",
    "not-computable": "En kontroll kom inte till något slut på grund av databasens innehåll",
  },
});
