/**
 * The workplaces, in the order of a month's work: where each is, its sign, and who has a use for it.
 */
import {
  IconAdjustmentsHorizontal,
  IconBook2,
  IconChecklist,
  IconFileSpreadsheet,
  IconGridDots,
  IconHome,
  IconMailExclamation,
  IconReceipt,
  IconSettings,
  IconTruckDelivery,
} from "@tabler/icons-react";
import { words } from "../words/words.ts";

export const WORKPLACES = [
  { to: "/", key: "overview", icon: IconHome },
  { to: "/workbooks", key: "workbooks", icon: IconFileSpreadsheet },
  { to: "/matrix", key: "matrix", icon: IconGridDots },
  { to: "/statements", key: "statements", icon: IconReceipt },
  { to: "/what-if", key: "whatIf", icon: IconAdjustmentsHorizontal },
  { to: "/closes", key: "closes", icon: IconChecklist },
  { to: "/delivery", key: "delivery", icon: IconTruckDelivery },
  { to: "/messages", key: "messages", icon: IconMailExclamation },
  { to: "/ledger", key: "ledger", icon: IconBook2 },
  { to: "/administration", key: "administration", icon: IconSettings },
] as const;

export const WORKPLACE_NAMES = words({
  en: {
    overview: "Overview",
    workbooks: "Workbooks",
    matrix: "Matrix",
    statements: "Statements",
    whatIf: "What if",
    closes: "Closes",
    delivery: "Delivery",
    messages: "Rejected messages",
    ledger: "Ledger and audit log",
    administration: "Settings and people",
  },
  de: {
    overview: "Übersicht",
    workbooks: "Arbeitsmappen",
    matrix: "Matrix",
    statements: "Abrechnungen",
    whatIf: "Was wäre, wenn",
    closes: "Abschlüsse",
    delivery: "Lieferung",
    messages: "Abgewiesene Meldungen",
    ledger: "Hauptbuch und Protokoll",
    administration: "Einstellungen und Personen",
  },
  sv: {
    overview: "Översikt",
    workbooks: "Arbetsböcker",
    matrix: "Matris",
    statements: "Avräkningar",
    whatIf: "Tänk om",
    closes: "Bokslut",
    delivery: "Leverans",
    messages: "Avvisade meddelanden",
    ledger: "Huvudbok och logg",
    administration: "Inställningar och personer",
  },
});
