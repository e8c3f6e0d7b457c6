/**
 * How far away an instant is, as people say it: "in 12 min", "3 hours ago". In: the instant, now, a locale. Out: text.
 */
import { useEffect, useState } from "react";
import { LOCALES } from "../words/language.ts";
import { useLanguage } from "../words/words.ts";

const SECOND_MS = 1_000;
const STEPS = [
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
  { unit: "second", ms: SECOND_MS },
] as const;

/** Towards nought: what is due in 12 minutes and 50 seconds is due in 12 minutes. */
export function untilText(instant: string, nowMs: number, locale: string): string {
  const awayMs = Date.parse(instant) - nowMs;
  const step = STEPS.find(({ ms }) => Math.abs(awayMs) >= ms) ?? { unit: "second", ms: SECOND_MS };
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }).format(
    Math.trunc(awayMs / step.ms),
    step.unit,
  );
}

const TICK_MS = 10_000;

/** The same, told anew as time goes by. */
export function useUntil(): (instant: string) => string {
  const { language } = useLanguage();
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => {
      setNowMs(Date.now());
    }, TICK_MS);
    return () => {
      clearInterval(ticking);
    };
  }, []);
  return (instant) => untilText(instant, nowMs, LOCALES[language]);
}
