/**
 * An amount that says why it is what it is: a click opens the panel. In: the amount's place. Out: a button that looks like the figure.
 */
import type { ReactNode } from "react";
import { useSetSearch } from "../app/search.ts";
import { useWords, words } from "../words/words.ts";
import { writeWhy, type Why } from "./why-address.ts";
import classes from "./why-amount.module.css";

const WORDS = words({
  en: { why: "Why this amount" },
  de: { why: "Warum dieser Betrag" },
  sv: { why: "Varför detta belopp" },
});

interface WhyAmountProps {
  readonly of: Why;
  /** The figure, as it is shown. */
  readonly children: ReactNode;
}

export function WhyAmount({ of, children }: WhyAmountProps) {
  const { why } = useWords(WORDS);
  const setSearch = useSetSearch();
  return (
    <button
      type="button"
      className={classes.amount ?? ""}
      title={why}
      onClick={(event) => {
        event.stopPropagation();
        setSearch({ why: writeWhy(of) });
      }}
    >
      {children}
    </button>
  );
}
