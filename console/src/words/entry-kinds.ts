/**
 * What the kinds of ledger entries are called.
 */
import type { EntryKind } from "../../../src/domain/ledger-entry.ts";
import { words } from "./words.ts";

export const ENTRY_KIND_WORDS = words<Readonly<Record<EntryKind, string>>>({
  en: { commission: "Commission", correction: "Correction", clawback: "Clawback" },
  de: { commission: "Provision", correction: "Korrektur", clawback: "Rückforderung" },
  sv: { commission: "Provision", correction: "Rättelse", clawback: "Återkrav" },
});
