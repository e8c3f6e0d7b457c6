/**
 * Gives the pages their language: the one that was chosen, or what the browser asks for. The page's own `lang` follows it.
 */
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { firstLanguage, keepLanguage, keptLanguage, type Language } from "./language.ts";
import { LanguageContext } from "./words.ts";

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => firstLanguage(navigator.languages, keptLanguage()));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const spoken = useMemo(
    () => ({
      language,
      speak: (chosen: Language) => {
        keepLanguage(chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <LanguageContext value={spoken}>{children}</LanguageContext>;
}
