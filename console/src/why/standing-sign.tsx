/**
 * What a contract counts as, by a sign and words.
 */
import { Group } from "@mantine/core";
import { IconCash, IconCircleCheck, IconCircleOff } from "@tabler/icons-react";
import { useWords } from "../words/words.ts";
import type { ExplainedContract } from "./explanation.ts";
import { CATEGORY_WORDS, FACT_WORDS } from "./fact-words.ts";

const SIGNS = {
  financed: IconCircleCheck,
  cash: IconCash,
  "category-not-eligible": IconCircleOff,
  "cancelled-in-period": IconCircleOff,
} as const;

export function StandingSign({ contract }: { readonly contract: ExplainedContract }) {
  const text = useWords(FACT_WORDS);
  const categories = useWords(CATEGORY_WORDS);
  const Sign = SIGNS[contract.standing];
  return (
    <Group gap={6} wrap="nowrap" component="span">
      <Sign size={16} aria-hidden />
      {`${text.standing[contract.standing]} ${categories[contract.category]}`}
    </Group>
  );
}
