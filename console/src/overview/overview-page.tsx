/**
 * Overview of the chosen month and market.
 */
import { PageHead } from "../feedback/page-head.tsx";
import { useWords } from "../words/words.ts";
import { WORKPLACE_NAMES } from "../app/navigation.ts";

export function OverviewPage() {
  return <PageHead title={useWords(WORKPLACE_NAMES).overview} />;
}
