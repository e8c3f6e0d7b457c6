/**
 * The languages that the console speaks, and how a browser's wishes are read. In: language tags. Out: one of ours.
 */
export const LANGUAGES = ["en", "de", "sv"] as const;
export type Language = (typeof LANGUAGES)[number];

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch", sv: "Svenska" };

/** Dates as ISO and 24 hours where English is read by Europeans. */
export const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", de: "de-DE", sv: "sv-SE" };

const KEPT_AS = "opencommission-language";

export function isLanguage(text: string | null | undefined): text is Language {
  return LANGUAGES.some((language) => language === text);
}

/** The one that was chosen before, else the first wish of the browser that we speak, else English. */
export function firstLanguage(wishes: readonly string[], kept: string | null): Language {
  if (isLanguage(kept)) return kept;
  const spoken = wishes.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => isLanguage(tag));
  return isLanguage(spoken) ? spoken : "en";
}

export function keptLanguage(): string | null {
  return localStorage.getItem(KEPT_AS);
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEPT_AS, language);
}
