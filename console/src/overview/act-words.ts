/**
 * What is said of each act that waits: what is so, why, and the name of the button.
 */
import { words } from "../words/words.ts";
import type { ActCode, Who } from "./next-acts.ts";

/** What a sentence is made of. */
export interface ActFigures {
  readonly count: string;
  readonly markets: string;
  readonly month: string;
  readonly sum: string;
}

interface Said {
  readonly title: (of: ActFigures) => string;
  readonly text: string;
  readonly button: string;
}

export interface ActWords {
  readonly mine: string;
  readonly none: string;
  readonly others: string;
  readonly reader: string;
  readonly next: string;
  readonly canWait: string;
  /** Of a close without entries. */
  readonly nothing: string;
  readonly who: Readonly<Record<Who, string>>;
  readonly startedByMe: string;
  /** `Frida Finance, Sven Sweden`. */
  readonly people: (names: string) => string;
  readonly acts: Readonly<Record<ActCode, Said>>;
}

export const ACT_WORDS = words<ActWords>({
  en: {
    mine: "What waits for you",
    none: "Nothing waits for you in this month.",
    others: "What waits for others",
    reader: "You read here. What is to be done is done by people with other roles:",
    next: "Next",
    canWait: "Does not hold up the close",
    nothing: "nothing to post",
    who: {
      uploader: "Waits for an uploader",
      approver: "Waits for an approver",
      operator: "Waits for an uploader or approver",
    },
    startedByMe: "You started it, so somebody else approves it.",
    people: (names) => `such as ${names}`,
    acts: {
      "upload-ready": {
        title: ({ count }) => `Your uploads that are not in force: ${count}`,
        text: "Look at their changes and the money, then put them in force or discard them. After four hours they are gone.",
        button: "Look at uploads",
      },
      "upload-refused": {
        title: ({ count }) => `Your uploads that were refused: ${count}`,
        text: "Mend what stands at their cells, and upload them again.",
        button: "Look at uploads",
      },
      rejected: {
        title: ({ count }) => `Rejected messages: ${count} open`,
        text: "Contracts that came with errors are not counted. Have them mended and replay them, or dismiss them with a reason.",
        button: "Look at messages",
      },
      gap: {
        title: ({ markets }) => `Contracts are missing: ${markets}`,
        text: "The source says that it sent others than were received. Wait for them, or waive the gap with a reason.",
        button: "Look at the gap",
      },
      "matrix-missing": {
        title: ({ markets }) => `No matrix: ${markets}`,
        text: "Agents without a matrix are blocked: nothing is posted for them until one is uploaded. The next close settles it.",
        button: "Upload a matrix",
      },
      "target-missing": {
        title: ({ count, markets }) => `Agents without a target: ${count} (${markets})`,
        text: "Agents without a target are blocked: nothing is posted for them until one is uploaded. The next close settles it.",
        button: "Upload targets",
      },
      "target-ambiguous": {
        title: ({ count, markets }) =>
          `Agents who sold in several markets, with a target that names none: ${count} (${markets})`,
        text: "They are blocked until a target names its market. The next close settles it.",
        button: "Upload targets",
      },
      close: {
        title: ({ month, markets }) => `Close ${month}: ${markets}`,
        text: "Calculates what is to be posted and proposes it. Nothing is posted before somebody else has approved it.",
        button: "Close the month",
      },
      approve: {
        title: ({ markets, month, sum }) => `Approve ${markets}, ${month}: ${sum}`,
        text: "Look at the total and where it comes from, then approve or reject.",
        button: "Look and decide",
      },
      deliver: {
        title: ({ markets }) => `Approved, on the way to Core View: ${markets}`,
        text: "It is sent by itself within moments; you can also send it now.",
        button: "Look at deliveries",
      },
      refused: {
        title: ({ markets }) => `Core View refused entries: ${markets}`,
        text: "See Core View's reasons and decide what is to be done.",
        button: "Look at deliveries",
      },
      differences: {
        title: ({ count, markets }) => `Differences between ledger and Core View: ${count} (${markets})`,
        text: "Nothing more is closed in these markets until they are solved or explained.",
        button: "Look at differences",
      },
      compare: {
        title: ({ markets }) => `Delivered, to be compared with Core View: ${markets}`,
        text: "Reconciliation reads back what Core View holds and compares it with the ledger.",
        button: "Reconcile",
      },
      "next-month": {
        title: ({ month }) => `This month is done. Go on with ${month}`,
        text: "It has ended and is not closed yet.",
        button: "Show that month",
      },
    },
  },
  de: {
    mine: "Was auf Sie wartet",
    none: "In diesem Monat wartet nichts auf Sie.",
    others: "Was auf andere wartet",
    reader: "Sie lesen hier. Was zu tun ist, tun Personen mit anderen Rollen:",
    next: "Als Nächstes",
    canWait: "Hält den Abschluss nicht auf",
    nothing: "nichts zu buchen",
    who: {
      uploader: "Wartet auf jemanden mit der Rolle Upload",
      approver: "Wartet auf jemanden mit der Rolle Freigabe",
      operator: "Wartet auf jemanden mit der Rolle Upload oder Freigabe",
    },
    startedByMe: "Sie haben ihn begonnen; freigeben muss jemand anderes.",
    people: (names) => `etwa ${names}`,
    acts: {
      "upload-ready": {
        title: ({ count }) => `Ihre hochgeladenen Mappen, die nicht in Kraft sind: ${count}`,
        text: "Sehen Sie Änderungen und Geld an; setzen Sie sie dann in Kraft oder verwerfen Sie sie. Nach vier Stunden sind sie weg.",
        button: "Mappen ansehen",
      },
      "upload-refused": {
        title: ({ count }) => `Ihre hochgeladenen Mappen, die abgewiesen wurden: ${count}`,
        text: "Beheben Sie, was an ihren Zellen steht, und laden Sie sie erneut hoch.",
        button: "Mappen ansehen",
      },
      rejected: {
        title: ({ count }) => `Abgewiesene Meldungen: ${count} offen`,
        text: "Fehlerhafte Verträge zählen nicht. Lassen Sie sie berichtigen und lesen Sie sie erneut ein, oder verwerfen Sie sie mit Begründung.",
        button: "Meldungen ansehen",
      },
      gap: {
        title: ({ markets }) => `Verträge fehlen: ${markets}`,
        text: "Die Quelle hat nach eigener Angabe anderes gesendet, als empfangen wurde. Warten Sie, oder akzeptieren Sie die Lücke mit Begründung.",
        button: "Lücke ansehen",
      },
      "matrix-missing": {
        title: ({ markets }) => `Keine Matrix: ${markets}`,
        text: "Agenten ohne Matrix sind gesperrt: Für sie wird nichts gebucht, bis eine hochgeladen ist. Der nächste Abschluss holt es nach.",
        button: "Matrix hochladen",
      },
      "target-missing": {
        title: ({ count, markets }) => `Agenten ohne Ziel: ${count} (${markets})`,
        text: "Agenten ohne Ziel sind gesperrt: Für sie wird nichts gebucht, bis eines hochgeladen ist. Der nächste Abschluss holt es nach.",
        button: "Ziele hochladen",
      },
      "target-ambiguous": {
        title: ({ count, markets }) =>
          `Agenten mit Verkäufen in mehreren Märkten, deren Ziel keinen nennt: ${count} (${markets})`,
        text: "Sie sind gesperrt, bis ein Ziel den Markt nennt. Der nächste Abschluss holt es nach.",
        button: "Ziele hochladen",
      },
      close: {
        title: ({ month, markets }) => `${month} abschließen: ${markets}`,
        text: "Berechnet die Buchungen und schlägt sie vor. Gebucht wird erst, wenn jemand anderes freigegeben hat.",
        button: "Monat abschließen",
      },
      approve: {
        title: ({ markets, month, sum }) => `${markets} freigeben, ${month}: ${sum}`,
        text: "Prüfen Sie die Summe und woher sie kommt; dann freigeben oder ablehnen.",
        button: "Prüfen und entscheiden",
      },
      deliver: {
        title: ({ markets }) => `Freigegeben, unterwegs zu Core View: ${markets}`,
        text: "Es wird gleich von selbst gesendet; Sie können auch jetzt senden.",
        button: "Lieferungen ansehen",
      },
      refused: {
        title: ({ markets }) => `Core View hat Buchungen abgelehnt: ${markets}`,
        text: "Sehen Sie die Gründe von Core View an und entscheiden Sie.",
        button: "Lieferungen ansehen",
      },
      differences: {
        title: ({ count, markets }) => `Differenzen zwischen Hauptbuch und Core View: ${count} (${markets})`,
        text: "In diesen Märkten wird nichts mehr abgeschlossen, bis sie gelöst oder für geklärt erklärt sind.",
        button: "Differenzen ansehen",
      },
      compare: {
        title: ({ markets }) => `Geliefert, mit Core View abzustimmen: ${markets}`,
        text: "Die Abstimmung liest zurück, was Core View hat, und vergleicht es mit dem Hauptbuch.",
        button: "Abstimmen",
      },
      "next-month": {
        title: ({ month }) => `Dieser Monat ist fertig. Weiter mit ${month}`,
        text: "Er ist zu Ende und noch nicht abgeschlossen.",
        button: "Monat zeigen",
      },
    },
  },
  sv: {
    mine: "Vad som väntar på dig",
    none: "Inget väntar på dig den här månaden.",
    others: "Vad som väntar på andra",
    reader: "Du läser här. Det som ska göras gör personer med andra roller:",
    next: "Härnäst",
    canWait: "Hindrar inte bokslutet",
    nothing: "inget att bokföra",
    who: {
      uploader: "Väntar på en uppladdare",
      approver: "Väntar på en godkännare",
      operator: "Väntar på en uppladdare eller godkännare",
    },
    startedByMe: "Du började det; någon annan godkänner det.",
    people: (names) => `till exempel ${names}`,
    acts: {
      "upload-ready": {
        title: ({ count }) => `Dina uppladdningar som inte gäller: ${count}`,
        text: "Titta på ändringarna och pengarna; sätt dem sedan i kraft eller kasta dem. Efter fyra timmar är de borta.",
        button: "Se uppladdningarna",
      },
      "upload-refused": {
        title: ({ count }) => `Dina uppladdningar som avvisades: ${count}`,
        text: "Rätta det som står vid cellerna och ladda upp dem igen.",
        button: "Se uppladdningarna",
      },
      rejected: {
        title: ({ count }) => `Avvisade meddelanden: ${count} öppna`,
        text: "Avtal som kom med fel räknas inte. Låt rätta dem och läs in dem igen, eller avskriv dem med en motivering.",
        button: "Se meddelandena",
      },
      gap: {
        title: ({ markets }) => `Avtal saknas: ${markets}`,
        text: "Källan säger sig ha skickat annat än vad som togs emot. Vänta på dem, eller godta luckan med en motivering.",
        button: "Se luckan",
      },
      "matrix-missing": {
        title: ({ markets }) => `Ingen matris: ${markets}`,
        text: "Agenter utan matris är spärrade: inget bokförs för dem förrän en är uppladdad. Nästa bokslut tar igen det.",
        button: "Ladda upp en matris",
      },
      "target-missing": {
        title: ({ count, markets }) => `Agenter utan mål: ${count} (${markets})`,
        text: "Agenter utan mål är spärrade: inget bokförs för dem förrän ett är uppladdat. Nästa bokslut tar igen det.",
        button: "Ladda upp mål",
      },
      "target-ambiguous": {
        title: ({ count, markets }) =>
          `Agenter som sålde på flera marknader, med ett mål som inte anger någon: ${count} (${markets})`,
        text: "De är spärrade tills ett mål anger marknaden. Nästa bokslut tar igen det.",
        button: "Ladda upp mål",
      },
      close: {
        title: ({ month, markets }) => `Stäng ${month}: ${markets}`,
        text: "Räknar ut vad som ska bokföras och föreslår det. Inget bokförs förrän någon annan har godkänt.",
        button: "Stäng månaden",
      },
      approve: {
        title: ({ markets, month, sum }) => `Godkänn ${markets}, ${month}: ${sum}`,
        text: "Titta på summan och var den kommer ifrån; godkänn eller avvisa sedan.",
        button: "Titta och avgör",
      },
      deliver: {
        title: ({ markets }) => `Godkänt, på väg till Core View: ${markets}`,
        text: "Det skickas av sig självt inom kort; du kan också skicka nu.",
        button: "Se leveranserna",
      },
      refused: {
        title: ({ markets }) => `Core View nekade poster: ${markets}`,
        text: "Se skälen från Core View och avgör vad som ska göras.",
        button: "Se leveranserna",
      },
      differences: {
        title: ({ count, markets }) => `Avvikelser mellan huvudbok och Core View: ${count} (${markets})`,
        text: "Inget mer stängs på dessa marknader förrän de är lösta eller förklarade.",
        button: "Se avvikelserna",
      },
      compare: {
        title: ({ markets }) => `Levererat, att stämma av mot Core View: ${markets}`,
        text: "Avstämningen läser tillbaka vad Core View har och jämför med huvudboken.",
        button: "Stäm av",
      },
      "next-month": {
        title: ({ month }) => `Den här månaden är klar. Fortsätt med ${month}`,
        text: "Den är slut men inte stängd än.",
        button: "Visa månaden",
      },
    },
  },
});
