/**
 * What is said around a decision about a close.
 */
import { words } from "../words/words.ts";
import type { WhyNot } from "./may-decide.ts";

export interface DecideWords {
  readonly title: string;
  readonly nothing: string;
  readonly posts: (sum: string, entries: string) => string;
  /** Of a close without entries. */
  readonly postsNothing: string;
  readonly approve: string;
  readonly reject: string;
  readonly whyNot: Readonly<Record<WhyNot, string>>;
  readonly could: (people: string) => string;
  readonly confirm: (sum: string) => string;
  readonly confirmText: string;
  readonly blocked: (count: string) => string;
  readonly cancel: string;
  readonly rejectTitle: string;
  readonly rejectText: string;
  readonly reason: string;
  readonly again: string;
  readonly staleNot: string;
  readonly after: string;
  readonly afterText: string;
  readonly delivered: string;
  readonly deliveredText: string;
  readonly deliver: string;
  readonly toDelivery: string;
  readonly toOverview: string;
  readonly sent: (accepted: string, all: string) => string;
  /** The way to the next close that waits. */
  readonly next: (market: string, month: string) => string;
}

export const DECIDE_WORDS = words<DecideWords>({
  en: {
    title: "Decision",
    nothing: "nothing",
    postsNothing: "There is nothing to post: approving closes the month.",
    posts: (sum, entries) => `Approving posts ${sum} to the ledger (entries: ${entries}).`,
    approve: "Approve",
    reject: "Reject",
    whyNot: {
      role: "Approving takes the role of an approver.",
      market: "Your role as an approver is for other markets.",
      started: "You started this close. Four eyes: somebody else approves it.",
      uploaded: "You uploaded a workbook that it uses. Four eyes: somebody else approves it.",
      gap: "Contracts are missing. Wait for them, or waive the gap first.",
    },
    could: (people) => `Who can: ${people}.`,
    confirm: (sum) => `Approve ${sum}`,
    confirmText:
      "It is posted to the ledger for good and queued for delivery to Core View. What changes later is corrected by the next close.",
    blocked: (count) => `Blocked agents, left out until that is solved: ${count}.`,
    cancel: "Cancel",
    rejectTitle: "Reject this close",
    rejectText: "Nothing is posted. The month can be closed again.",
    reason: "Reason",
    again: "Close again",
    staleNot: "An uploader has to close the month again.",
    after: "Approved and posted",
    afterText: "The batches are on their way to Core View. They are sent by themselves within moments, or now.",
    delivered: "Delivered",
    deliveredText: "Core View has accepted every batch of this close.",
    deliver: "Deliver now",
    toDelivery: "To delivery",
    toOverview: "To the overview",
    sent: (accepted, all) => `Batches accepted by Core View: ${accepted} of ${all}.`,
    next: (market, month) => `Next to decide: ${market}, ${month}`,
  },
  de: {
    title: "Entscheidung",
    nothing: "nichts",
    postsNothing: "Es gibt nichts zu buchen: Die Freigabe schließt den Monat ab.",
    posts: (sum, entries) => `Die Freigabe bucht ${sum} ins Hauptbuch (Buchungen: ${entries}).`,
    approve: "Freigeben",
    reject: "Ablehnen",
    whyNot: {
      role: "Freigeben darf, wer die Rolle Freigabe hat.",
      market: "Ihre Rolle Freigabe gilt für andere Märkte.",
      started: "Sie haben diesen Abschluss begonnen. Vier Augen: Freigeben muss jemand anderes.",
      uploaded: "Sie haben eine Arbeitsmappe dafür hochgeladen. Vier Augen: Freigeben muss jemand anderes.",
      gap: "Verträge fehlen. Warten Sie darauf, oder akzeptieren Sie zuerst die Lücke.",
    },
    could: (people) => `Das können: ${people}.`,
    confirm: (sum) => `${sum} freigeben`,
    confirmText:
      "Es wird endgültig ins Hauptbuch gebucht und zur Lieferung an Core View eingereiht. Spätere Änderungen korrigiert der nächste Abschluss.",
    blocked: (count) => `Gesperrte Agenten, die außen vor bleiben, bis das gelöst ist: ${count}.`,
    cancel: "Abbrechen",
    rejectTitle: "Diesen Abschluss ablehnen",
    rejectText: "Es wird nichts gebucht. Der Monat kann erneut abgeschlossen werden.",
    reason: "Begründung",
    again: "Erneut abschließen",
    staleNot: "Jemand mit der Rolle Upload muss den Monat erneut abschließen.",
    after: "Freigegeben und gebucht",
    afterText: "Die Pakete sind unterwegs zu Core View. Sie werden gleich von selbst gesendet, oder jetzt.",
    delivered: "Geliefert",
    deliveredText: "Core View hat jedes Paket dieses Abschlusses angenommen.",
    deliver: "Jetzt liefern",
    toDelivery: "Zur Lieferung",
    toOverview: "Zur Übersicht",
    sent: (accepted, all) => `Von Core View angenommene Pakete: ${accepted} von ${all}.`,
    next: (market, month) => `Als Nächstes zu entscheiden: ${market}, ${month}`,
  },
  sv: {
    title: "Beslut",
    nothing: "inget",
    postsNothing: "Det finns inget att bokföra: godkännandet stänger månaden.",
    posts: (sum, entries) => `Godkännandet bokför ${sum} i huvudboken (poster: ${entries}).`,
    approve: "Godkänn",
    reject: "Avvisa",
    whyNot: {
      role: "Att godkänna kräver rollen godkännare.",
      market: "Din roll som godkännare gäller andra marknader.",
      started: "Du började det här bokslutet. Fyra ögon: någon annan godkänner det.",
      uploaded: "Du laddade upp en arbetsbok som det bygger på. Fyra ögon: någon annan godkänner det.",
      gap: "Avtal saknas. Vänta på dem, eller godta luckan först.",
    },
    could: (people) => `De som kan: ${people}.`,
    confirm: (sum) => `Godkänn ${sum}`,
    confirmText:
      "Det bokförs för gott i huvudboken och ställs i kö för leverans till Core View. Senare ändringar rättas av nästa bokslut.",
    blocked: (count) => `Spärrade agenter som lämnas utanför tills det är löst: ${count}.`,
    cancel: "Avbryt",
    rejectTitle: "Avvisa bokslutet",
    rejectText: "Inget bokförs. Månaden kan stängas igen.",
    reason: "Skäl",
    again: "Stäng igen",
    staleNot: "En uppladdare måste stänga månaden igen.",
    after: "Godkänt och bokfört",
    afterText: "Paketen är på väg till Core View. De skickas av sig själva inom kort, eller nu.",
    delivered: "Levererat",
    deliveredText: "Core View har tagit emot alla paket i bokslutet.",
    deliver: "Leverera nu",
    toDelivery: "Till leveransen",
    toOverview: "Till översikten",
    sent: (accepted, all) => `Paket som Core View tagit emot: ${accepted} av ${all}.`,
    next: (market, month) => `Härnäst att avgöra: ${market}, ${month}`,
  },
});
