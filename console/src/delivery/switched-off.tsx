/**
 * Says for which markets delivery is switched off, and leads to the setting. Nothing where it is on everywhere.
 */
import { Alert, Anchor } from "@mantine/core";
import { IconPlayerPause } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { LOCALES } from "../words/language.ts";
import { useFigures } from "../words/figures.ts";
import { useLanguage, useWords } from "../words/words.ts";
import { DELIVERY_WORDS } from "./delivery-words.ts";

export function SwitchedOff({ markets }: { readonly markets: readonly string[] }) {
  const text = useWords(DELIVERY_WORDS);
  const figures = useFigures();
  const { language } = useLanguage();
  const [first] = markets;
  if (first === undefined) return null;
  const names = new Intl.ListFormat(LOCALES[language]).format(markets.map((code) => figures.market(code)));
  return (
    <Alert color="orange" variant="light" icon={<IconPlayerPause />} title={text.offTitle} mb="md">
      {text.offText(names)}{" "}
      <Anchor
        renderRoot={(props) => (
          <Link to="/administration" search={markets.length === 1 ? { market: first } : {}} {...props} />
        )}
        underline="always"
        inherit
      >
        {text.offLink}
      </Anchor>
    </Alert>
  );
}
