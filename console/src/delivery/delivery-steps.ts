/**
 * What to do about a batch that is not booked, by its code, in each language. A test holds it to every code of docs/formats.md.
 */
import { words } from "../words/words.ts";

const STEPS = ["wait", "ask", "mend", "compare", "explain", "set", "on", "verify"] as const;
type Step = (typeof STEPS)[number];

export const STEP_OF_CODE: Readonly<Record<string, Step>> = {
  "acknowledgement-awaited": "wait",
  "acknowledgement-overdue": "ask",
  "entries-refused": "mend",
  "entries-unknown": "wait",
  "core-view-ahead": "explain",
  "breaker-open": "wait",
  "retry-after": "wait",
  "core-view-not-set-up": "set",
  "delivery-off": "on",
  "batch-changed": "verify",
  "core-view-conflict": "compare",
  "core-view-denied": "set",
  "host-key-changed": "set",
  "secret-missing": "set",
  "core-view-refused": "mend",
  "acknowledgement-invalid": "ask",
  "core-view-unavailable": "wait",
  "core-view-unknown": "wait",
  "core-view-mismatch": "compare",
  "certificate-refused": "set",
  "client-certificate-refused": "set",
  "tls-file-unreadable": "set",
  "token-unavailable": "wait",
  "token-refused": "set",
};

export const STEP_WORDS = words<Readonly<Record<Step, string>>>({
  en: {
    wait: "Nothing to do: Core View is asked or tried again by itself. If it lasts, ask Core View's people.",
    ask: "Ask Core View's people whether they have the batch, and have them acknowledge it.",
    mend: "Have the cause mended at Core View, then send the batch again here.",
    compare: "Send nothing. Reconcile, and find out with Core View's people who changed what.",
    explain: "Reconcile, and find out where these batches come from. When it is explained, waive the differences.",
    set: "Have an administrator correct the destination of delivery, or its keys and secrets; then send the batch again.",
    on: "An administrator can switch delivery on again in the settings.",
    verify: "Verify the ledger, and tell those who run this installation: somebody changed what was stored.",
  },
  de: {
    wait: "Nichts zu tun: Core View wird von selbst wieder gefragt oder versucht. Hält es an, fragen Sie bei Core View nach.",
    ask: "Fragen Sie bei Core View, ob das Paket da ist, und lassen Sie es bestätigen.",
    mend: "Lassen Sie die Ursache bei Core View beheben, und senden Sie das Paket dann hier erneut.",
    compare: "Senden Sie nichts. Stimmen Sie ab, und klären Sie mit Core View, wer was geändert hat.",
    explain:
      "Stimmen Sie ab, und klären Sie, woher diese Pakete kommen. Dann erklären Sie die Differenzen für geklärt.",
    set: "Lassen Sie die Administration das Ziel der Lieferung oder seine Schlüssel und Geheimnisse berichtigen; senden Sie das Paket dann erneut.",
    on: "Die Administration kann die Lieferung in den Einstellungen wieder einschalten.",
    verify:
      "Prüfen Sie das Hauptbuch, und sagen Sie es denen, die diese Installation betreiben: Jemand hat Gespeichertes geändert.",
  },
  sv: {
    wait: "Inget att göra: Core View tillfrågas eller prövas igen av sig självt. Håller det i sig, fråga dem som sköter Core View.",
    ask: "Fråga dem som sköter Core View om paketet finns där, och låt dem bekräfta det.",
    mend: "Se till att orsaken åtgärdas hos Core View, och skicka sedan paketet igen här.",
    compare: "Skicka inget. Stäm av, och ta reda på med Core View vem som har ändrat vad.",
    explain: "Stäm av, och ta reda på varifrån paketen kommer. När det är klarlagt, förklara avvikelserna.",
    set: "Låt en administratör rätta leveransmålet eller dess nycklar och hemligheter; skicka sedan paketet igen.",
    on: "En administratör kan slå på leveransen igen i inställningarna.",
    verify: "Kontrollera huvudboken, och säg till dem som sköter installationen: någon har ändrat det som sparats.",
  },
});
