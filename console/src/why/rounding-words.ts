/**
 * How an amount was rounded, in words.
 */
import { words } from "../words/words.ts";

export const ROUNDING_WORDS = words({
  en: {
    exact: "exact, nothing to round",
    down: "rounded down: less than half a unit was left",
    up: "rounded up: more than half a unit was left",
    "half-away": "rounded up: exactly half goes away from zero",
  },
  de: {
    exact: "genau, nichts zu runden",
    down: "abgerundet: weniger als eine halbe Einheit blieb",
    up: "aufgerundet: mehr als eine halbe Einheit blieb",
    "half-away": "aufgerundet: genau die Hälfte geht von null weg",
  },
  sv: {
    exact: "exakt, inget att avrunda",
    down: "avrundat nedåt: mindre än en halv enhet blev över",
    up: "avrundat uppåt: mer än en halv enhet blev över",
    "half-away": "avrundat uppåt: exakt hälften går bort från noll",
  },
});

export const ROUNDING_SHORT = words({
  en: { exact: "exact", down: "down", up: "up", "half-away": "half, up" },
  de: { exact: "genau", down: "ab", up: "auf", "half-away": "Hälfte, auf" },
  sv: { exact: "exakt", down: "nedåt", up: "uppåt", "half-away": "hälften, uppåt" },
});
