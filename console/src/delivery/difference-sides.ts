/**
 * What was found and what was expected of a difference, in the reader's language. In: the server's text, which is one of a few phrases or
 * all that an entry says. Out: ours; null for a text that we do not know, which is shown as it came.
 */
import type { Figures } from "../words/figures.ts";
import { words } from "../words/words.ts";

interface SideWords {
  readonly phrases: Readonly<Record<string, string>>;
  readonly kinds: Readonly<Record<string, string>>;
  readonly refused: (reason: string) => string;
  readonly within: (hours: string) => string;
  readonly contract: (id: string) => string;
  readonly booked: (month: string) => string;
}

export const SIDE_WORDS = words<SideWords>({
  en: {
    phrases: {
      "no batch": "no batch",
      "not in the batch": "not in the batch",
      "not in Core View": "not in Core View",
      "no such entry": "no such entry",
      "no such batch": "no such batch",
      "nothing is said of it": "Core View says nothing of it",
      "no acknowledgement": "no acknowledgement",
    },
    kinds: { commission: "commission", correction: "correction", clawback: "clawback" },
    refused: (reason) => `refused: ${reason}`,
    within: (hours) => `an acknowledgement within ${hours} h`,
    contract: (id) => `contract ${id}`,
    booked: (month) => `booked in ${month}`,
  },
  de: {
    phrases: {
      "no batch": "kein Paket",
      "not in the batch": "nicht im Paket",
      "not in Core View": "nicht in Core View",
      "no such entry": "keine solche Buchung",
      "no such batch": "kein solches Paket",
      "nothing is said of it": "Core View sagt nichts dazu",
      "no acknowledgement": "keine Bestätigung",
    },
    kinds: { commission: "Provision", correction: "Korrektur", clawback: "Rückforderung" },
    refused: (reason) => `abgelehnt: ${reason}`,
    within: (hours) => `eine Bestätigung innerhalb von ${hours} Std.`,
    contract: (id) => `Vertrag ${id}`,
    booked: (month) => `gebucht in ${month}`,
  },
  sv: {
    phrases: {
      "no batch": "inget paket",
      "not in the batch": "inte i paketet",
      "not in Core View": "inte i Core View",
      "no such entry": "ingen sådan post",
      "no such batch": "inget sådant paket",
      "nothing is said of it": "Core View säger inget om den",
      "no acknowledgement": "ingen bekräftelse",
    },
    kinds: { commission: "provision", correction: "rättelse", clawback: "återkrav" },
    refused: (reason) => `nekad: ${reason}`,
    within: (hours) => `en bekräftelse inom ${hours} tim`,
    contract: (id) => `avtal ${id}`,
    booked: (month) => `bokfört i ${month}`,
  },
});

/** All that an entry says, as reconciliation writes it. */
const ENTRY =
  /^(?<amount>-?[\d.]+) (?<currency>[A-Z]{3}) \((?<kind>\w+), (?<agent>.*), (?<market>[A-Z]{2}), contract (?<contract>.*), (?<earned>\d{4}-\d{2}), booked in (?<booked>\d{4}-\d{2}), (?<ppm>\d+) ppm, (?<statement>[^,]+)\)$/su;

export function sideText(told: string, text: SideWords, figures: Figures): string | null {
  const phrase = Object.hasOwn(text.phrases, told) ? text.phrases[told] : undefined;
  if (phrase !== undefined) return phrase;
  const refused = /^refused: (.*)$/s.exec(told)?.[1];
  if (refused !== undefined) return text.refused(refused);
  const hours = /^an acknowledgement within (\d+) hours$/.exec(told)?.[1];
  if (hours !== undefined) return text.within(hours);
  const entry = ENTRY.exec(told)?.groups;
  if (entry === undefined) return null;
  const { amount = "", currency = "", kind = "", agent = "", market = "", contract = "" } = entry;
  return [
    figures.money(amount, currency),
    text.kinds[kind] ?? kind,
    agent,
    figures.market(market),
    text.contract(contract),
    figures.shortMonth(entry["earned"] ?? ""),
    text.booked(figures.shortMonth(entry["booked"] ?? "")),
    figures.rate(Number(entry["ppm"])),
    entry["statement"] ?? "",
  ].join(" · ");
}
