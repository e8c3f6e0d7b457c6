/**
 * The settings in words: what each is called, what it does, what it means where it is changed. A test holds it to every key.
 */
import { words } from "../words/words.ts";

export interface SettingWords {
  readonly name: string;
  readonly about: string;
}
type ByKey = Readonly<Record<string, SettingWords>>;

export const SETTING_WORDS = words<ByKey>({
  en: {
    "clawback-months": {
      name: "Clawback window",
      about: "A contract that is cancelled within so many months after its own takes its commission back.",
    },
    "exempt-reasons": { name: "Exempt reasons", about: "Cancellations for these reasons are never clawed back." },
    "highest-rate": { name: "Highest rate", about: "A matrix with a rate above this is refused." },
    "eligible-categories": { name: "Categories that count", about: "Contracts of other categories earn nothing." },
    "four-eyes": {
      name: "Four eyes",
      about: "Nobody approves a close that they started, or whose workbooks they uploaded.",
    },
    delivery: { name: "Destination", about: "Where the ledger's entries are delivered." },
    "delivery-enabled": {
      name: "Delivery switched on",
      about: "The kill switch: off, nothing is sent to Core View, and what is due waits.",
    },
    pull: {
      name: "Pulling contracts",
      about: "Where contracts are read from by a query, where the source cannot send.",
    },
  },
  de: {
    "clawback-months": {
      name: "Rückforderungsfrist",
      about: "Wird ein Vertrag so viele Monate nach seinem eigenen storniert, wird seine Provision zurückgefordert.",
    },
    "exempt-reasons": {
      name: "Ausgenommene Gründe",
      about: "Bei Stornierung aus diesen Gründen wird nie zurückgefordert.",
    },
    "highest-rate": { name: "Höchster Satz", about: "Eine Matrix mit einem höheren Satz wird abgewiesen." },
    "eligible-categories": {
      name: "Zählende Kategorien",
      about: "Verträge anderer Kategorien bringen keine Provision.",
    },
    "four-eyes": {
      name: "Vier-Augen-Prinzip",
      about: "Niemand gibt einen Abschluss frei, den er begonnen oder dessen Arbeitsmappen er hochgeladen hat.",
    },
    delivery: { name: "Ziel der Lieferung", about: "Wohin die Buchungen des Hauptbuchs geliefert werden." },
    "delivery-enabled": {
      name: "Lieferung eingeschaltet",
      about: "Der Notschalter: Ausgeschaltet wird nichts an Core View gesendet, und Fälliges wartet.",
    },
    pull: {
      name: "Verträge abholen",
      about: "Woher Verträge mit einer Abfrage gelesen werden, wenn die Quelle nicht senden kann.",
    },
  },
  sv: {
    "clawback-months": {
      name: "Återkravsfrist",
      about: "Annulleras ett avtal inom så många månader efter sin egen krävs provisionen tillbaka.",
    },
    "exempt-reasons": { name: "Undantagna skäl", about: "Annulleringar av dessa skäl ger aldrig återkrav." },
    "highest-rate": { name: "Högsta sats", about: "En matris med en högre sats avvisas." },
    "eligible-categories": { name: "Kategorier som räknas", about: "Avtal i andra kategorier ger ingen provision." },
    "four-eyes": {
      name: "Fyra ögon",
      about: "Ingen godkänner ett bokslut som de själva började eller vars arbetsböcker de laddade upp.",
    },
    delivery: { name: "Leveransmål", about: "Dit huvudbokens poster levereras." },
    "delivery-enabled": {
      name: "Leverans påslagen",
      about: "Nödstoppet: avslaget skickas inget till Core View, och det som är på tur väntar.",
    },
    pull: { name: "Hämta avtal", about: "Varifrån avtal läses med en fråga, när källan inte kan skicka." },
  },
});

export const CATEGORY_WORDS = words<Readonly<Record<string, string>>>({
  en: {
    retail: "Retail",
    staff: "Staff",
    "service-loaner": "Service loaner",
    internal: "Internal",
    prolongation: "Prolongation",
    transfer: "Transfer",
  },
  de: {
    retail: "Endkunde",
    staff: "Mitarbeiter",
    "service-loaner": "Werkstattersatzwagen",
    internal: "Intern",
    prolongation: "Verlängerung",
    transfer: "Übertragung",
  },
  sv: {
    retail: "Slutkund",
    staff: "Personal",
    "service-loaner": "Servicelånebil",
    internal: "Internt",
    prolongation: "Förlängning",
    transfer: "Överlåtelse",
  },
});
