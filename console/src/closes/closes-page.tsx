/**
 * Closes: the list, the start of one, and one that is opened. What is open stands in the address.
 */
import { useScope } from "../app/scope.ts";
import { useSearchTexts } from "../app/search.ts";
import { WORKPLACE_NAMES } from "../app/navigation.ts";
import { PageHead } from "../feedback/page-head.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { CloseDetail } from "./close-detail.tsx";
import { CloseList } from "./close-list.tsx";
import { StartButton } from "./start-button.tsx";
import { StartClose } from "./start-close.tsx";

export function ClosesPage() {
  const names = useWords(WORKPLACE_NAMES);
  const figures = useFigures();
  const { open, tab } = useSearchTexts();
  const { period } = useScope();
  if (open !== undefined) return <CloseDetail key={open} id={open} />;
  return (
    <>
      <PageHead title={names.closes} about={figures.month(period)} acts={<StartButton />} />
      <CloseList />
      {tab === "start" && <StartClose />}
    </>
  );
}
