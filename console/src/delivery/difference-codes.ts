/**
 * What reconciliation can find, by code, in each language. A test holds it to every code of docs/formats.md.
 */
import { words } from "../words/words.ts";

type ByCode = Readonly<Record<string, string>>;

export const DIFFERENCE_WORDS = words<ByCode>({
  en: {
    "entry-not-in-batch": "A ledger entry is not in the batch where it belongs",
    "entry-not-in-ledger": "A batch holds an entry that the ledger does not have like this",
    "batch-missing": "Core View booked a batch and does not have it now",
    "batch-damaged": "Core View holds a batch damaged",
    "batch-unknown": "Core View has a batch that this ledger never cut",
    "entry-missing": "Core View lacks an entry of a batch",
    "entry-differs": "Core View has an entry with other content",
    "entry-unknown": "Core View has an entry that was never delivered",
    "entry-not-booked": "Core View had booked an entry and does not say so any more",
    "acknowledgement-overdue": "A batch was handed over and is not acknowledged in time",
  },
  de: {
    "entry-not-in-batch": "Eine Buchung des Hauptbuchs ist nicht in dem Paket, in das sie gehört",
    "entry-not-in-ledger": "Ein Paket enthält eine Buchung, die das Hauptbuch so nicht hat",
    "batch-missing": "Core View hatte ein Paket übernommen und hat es jetzt nicht",
    "batch-damaged": "Ein Paket liegt in Core View beschädigt vor",
    "batch-unknown": "Core View hat ein Paket, das dieses Hauptbuch nie gebildet hat",
    "entry-missing": "In Core View fehlt eine Buchung eines Pakets",
    "entry-differs": "Core View hat eine Buchung mit anderem Inhalt",
    "entry-unknown": "Core View hat eine Buchung, die nie geliefert wurde",
    "entry-not-booked": "Core View hatte eine Buchung übernommen und sagt das jetzt nicht mehr",
    "acknowledgement-overdue": "Ein Paket wurde übergeben und ist nicht rechtzeitig bestätigt",
  },
  sv: {
    "entry-not-in-batch": "En post i huvudboken finns inte i det paket där den hör hemma",
    "entry-not-in-ledger": "Ett paket har en post som huvudboken inte har så",
    "batch-missing": "Core View hade bokfört ett paket och har det inte nu",
    "batch-damaged": "Core View har ett paket som är skadat",
    "batch-unknown": "Core View har ett paket som huvudboken aldrig har gjort",
    "entry-missing": "Core View saknar en post i ett paket",
    "entry-differs": "Core View har en post med annat innehåll",
    "entry-unknown": "Core View har en post som aldrig levererades",
    "entry-not-booked": "Core View hade bokfört en post och säger det inte längre",
    "acknowledgement-overdue": "Ett paket lämnades över och är inte bekräftat i tid",
  },
});
