/**
 * ISO 4217 exponents: how many decimals a currency has. An own table, since `Intl` follows usage and not the standard
 * (it says 0 for HUF, COP and IQD). Holds the active currencies and those that a market's registry left behind since 2000.
 */

const CODES_BY_EXPONENT: readonly (readonly [exponent: number, codes: string])[] = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"],
  // Until the euro or a redenomination: Greek drachma, old Turkish lira.
  [0, "GRD TRL"],
  [
    2,
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE " +
      "CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR " +
      "KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB " +
      "PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY " +
      "TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG",
  ],
  // Until the euro or a redenomination.
  [2, "BGN CYP EEK HRK LTL LVL MTL ROL SIT SKK"],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
];

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  CODES_BY_EXPONENT.flatMap(([exponent, codes]) => codes.split(" ").map((code) => [code, exponent] as const)),
);

/** Decimals of a currency's minor unit (JPY 0, SEK 2, KWD 3), or null when the currency is unknown. Codes are in capitals. */
export function exponentOf(currency: string): number | null {
  return EXPONENTS.get(currency) ?? null;
}
