/**
 * What the console says, in each language, kept beside the page that says it. In: one object of texts a language.
 * Out: the same, held to one shape by the compiler: a text that one language lacks does not compile.
 */
import { createContext, use } from "react";
import type { Language } from "./language.ts";

export type Words<T> = Readonly<Record<Language, T>>;

export function words<T>(all: { readonly en: T; readonly de: NoInfer<T>; readonly sv: NoInfer<T> }): Words<T> {
  return all;
}

interface Spoken {
  readonly language: Language;
  readonly speak: (language: Language) => void;
}

export const LanguageContext = createContext<Spoken>({ language: "en", speak: () => undefined });

export function useLanguage(): Spoken {
  return use(LanguageContext);
}

export function useWords<T>(all: Words<T>): T {
  return all[useLanguage().language];
}
