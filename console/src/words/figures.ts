/**
 * Figures, dates and names as a language writes them. In: what the API gives: decimal strings, ppm, months, instants, market codes.
 * Out: text. Money is never a float on its way: `Intl` takes the decimal string itself.
 */
import { useMemo } from "react";
import { LOCALES, type Language } from "./language.ts";
import { useLanguage } from "./words.ts";

export interface Figures {
  /** `5 248,43`: where the currency stands in the column's head. */
  readonly amount: (decimal: string) => string;
  /** `5 248,43 SEK`. */
  readonly money: (decimal: string, currency: string) => string;
  /** With its sign always: `+12,00`. */
  readonly change: (decimal: string) => string;
  /** 32 500 ppm as `3,25 %`. */
  readonly rate: (ppm: number) => string;
  /** With two decimals at least, so that the rates of a table stand below each other as in a sheet: `2,10 %`, `1,875 %`. */
  readonly tableRate: (ppm: number) => string;
  /** A ratio as the API writes it, `84.99 %`, in this language. */
  readonly ratio: (text: string) => string;
  readonly count: (number: number) => string;
  /** `2024-01` as `January 2024`. */
  readonly month: (period: string) => string;
  /** `2024-01` as `Jan 2024`. */
  readonly shortMonth: (period: string) => string;
  readonly date: (date: string) => string;
  readonly instant: (instant: string) => string;
  /** `SE` as `Sweden`. */
  readonly market: (code: string) => string;
  readonly bytes: (bytes: number) => string;
}

type Decimal = `${number}`;

function isDecimal(text: string): text is Decimal {
  return /^-?\d+(?:\.\d+)?$/.test(text);
}

function decimalsOf(text: string): number {
  return text.split(".")[1]?.length ?? 0;
}

/** Exact: a decimal string is formatted digit by digit; what is no decimal is shown as it came. */
function decimal(locale: string, text: string, options: Intl.NumberFormatOptions = {}): string {
  if (!isDecimal(text)) return text;
  const digits = decimalsOf(text);
  const shape = { minimumFractionDigits: digits, maximumFractionDigits: digits, ...options };
  return new Intl.NumberFormat(locale, shape).format(text);
}

/** ppm as a decimal string of percent, by moving the point: 32 500 is `3.25`. */
export function percentOf(ppm: number, leastDecimals = 0): string {
  const sign = ppm < 0 ? "-" : "";
  const digits = String(Math.abs(ppm)).padStart(5, "0");
  const fraction = digits.slice(-4).replace(/0+$/, "").padEnd(leastDecimals, "0");
  return `${sign}${digits.slice(0, -4)}${fraction === "" ? "" : `.${fraction}`}`;
}

export function figuresOf(language: Language): Figures {
  const locale = LOCALES[language];
  const counts = new Intl.NumberFormat(locale);
  const months = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  const shortMonths = new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const instants = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const regions = new Intl.DisplayNames(locale, { type: "region" });
  const monthOf = (period: string) => new Date(`${period}-01T00:00:00Z`);
  const percent = (text: string) => `${decimal(locale, text)}\u00a0%`;
  return {
    amount: (text) => decimal(locale, text),
    money: (text, currency) => `${decimal(locale, text)}\u00a0${currency}`,
    change: (text) => decimal(locale, text, { signDisplay: "exceptZero" }),
    rate: (ppm) => percent(percentOf(ppm)),
    tableRate: (ppm) => percent(percentOf(ppm, 2)),
    ratio: (text) => (text.endsWith("%") ? percent(text.replace(/\s*%$/, "")) : text),
    count: (number) => counts.format(number),
    month: (period) => months.format(monthOf(period)),
    shortMonth: (period) => shortMonths.format(monthOf(period)),
    date: (date) => dates.format(new Date(`${date.slice(0, 10)}T00:00:00Z`)),
    instant: (instant) => instants.format(new Date(instant)),
    market: (code) => regions.of(code) ?? code,
    bytes: (bytes) => `${counts.format(Math.ceil(bytes / 1024))}\u00a0KB`,
  };
}

export function useFigures(): Figures {
  const { language } = useLanguage();
  return useMemo(() => figuresOf(language), [language]);
}
