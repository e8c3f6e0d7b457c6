/**
 * The acts that Ctrl-K leads to: those that whoever is signed in may do. In: their rights, what waits for approval. Out: each with the page
 * on which it is done, after a look; only language, colours and signing out happen at once.
 */
import { useMantineColorScheme } from "@mantine/core";
import { LANGUAGE_NAMES, LANGUAGES } from "../words/language.ts";
import { useFigures } from "../words/figures.ts";
import { useLanguage, useWords, words } from "../words/words.ts";
import { useGo, type Goal } from "./palette-goals.ts";
import { useScope } from "./scope.ts";
import { may, useMe } from "./session.ts";
import { useSignOut } from "./sign-out.ts";

const WORDS = words({
  en: {
    upload: "Upload a workbook",
    close: (month: string) => `Close ${month}`,
    approve: (market: string, month: string) => `Approve or reject: ${market}, ${month}`,
    deliver: "Deliver now",
    reconcile: "Reconcile with Core View",
    verify: "Verify the ledger",
    speak: (language: string) => `Language: ${language}`,
    light: "Colours: light",
    dark: "Colours: dark",
    out: "Sign out",
  },
  de: {
    upload: "Arbeitsmappe hochladen",
    close: (month: string) => `${month} abschließen`,
    approve: (market: string, month: string) => `Freigeben oder ablehnen: ${market}, ${month}`,
    deliver: "Jetzt liefern",
    reconcile: "Mit Core View abstimmen",
    verify: "Hauptbuch prüfen",
    speak: (language: string) => `Sprache: ${language}`,
    light: "Farben: hell",
    dark: "Farben: dunkel",
    out: "Abmelden",
  },
  sv: {
    upload: "Ladda upp en arbetsbok",
    close: (month: string) => `Stäng ${month}`,
    approve: (market: string, month: string) => `Godkänn eller avvisa: ${market}, ${month}`,
    deliver: "Leverera nu",
    reconcile: "Stäm av mot Core View",
    verify: "Kontrollera huvudboken",
    speak: (language: string) => `Språk: ${language}`,
    light: "Färger: ljust",
    dark: "Färger: mörkt",
    out: "Logga ut",
  },
});

export function useActs(): Goal[] {
  const text = useWords(WORDS);
  const figures = useFigures();
  const me = useMe();
  const go = useGo();
  const { period, status } = useScope();
  const [uploads, approves] = [may(me, "upload"), may(me, "approve")];
  const waiting = (status?.markets ?? []).flatMap(({ market, waiting: close }) =>
    close !== null && may(me, "approve", market) ? [close] : [],
  );
  const when = (allowed: boolean, goals: Goal[]): Goal[] => (allowed ? goals : []);
  return [
    ...waiting.map((close) => ({
      id: `approve ${close.id}`,
      label: text.approve(figures.market(close.market), figures.month(close.period)),
      also: close.id,
      onClick: go("/closes", { period: close.period, open: close.id }),
    })),
    ...when(uploads, [
      { id: "upload", label: text.upload, onClick: go("/workbooks", { period }) },
      { id: "close", label: text.close(figures.month(period)), onClick: go("/closes", { period, tab: "start" }) },
    ]),
    ...when(uploads || approves, [
      { id: "deliver", label: text.deliver, onClick: go("/delivery", { period }) },
      { id: "reconcile", label: text.reconcile, onClick: go("/delivery", { period, tab: "reconciliation" }) },
    ]),
    ...when(may(me, "view"), [{ id: "verify", label: text.verify, onClick: go("/ledger", { period }) }]),
    ...useOwnActs(),
  ];
}

/** What changes nothing but the page of who is signed in. */
function useOwnActs(): Goal[] {
  const text = useWords(WORDS);
  const { language, speak } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  return [
    ...LANGUAGES.filter((each) => each !== language).map((each) => ({
      id: `language ${each}`,
      label: text.speak(LANGUAGE_NAMES[each]),
      onClick: () => {
        speak(each);
      },
    })),
    ...(["light", "dark"] as const).map((scheme) => ({
      id: `colours ${scheme}`,
      label: text[scheme],
      onClick: () => {
        setColorScheme(scheme);
      },
    })),
    { id: "sign out", label: text.out, onClick: () => void signOut() },
  ];
}
