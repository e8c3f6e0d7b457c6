/**
 * A bar of the waterfall with its figures; opened, the agents behind it, and behind an agent its contracts. What is open is in the address.
 */
import { Table, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import type { Close } from "./close-status.tsx";
import { CLOSE_WORDS } from "./close-words.ts";
import { WaterfallAgents } from "./waterfall-agents.tsx";
import type { Bar } from "./waterfall-bars.ts";
import type { WaterfallStep } from "./waterfall-step.ts";
import { WaterfallTrack } from "./waterfall-track.tsx";
import classes from "./waterfall.module.css";

interface WaterfallRowProps {
  readonly step: WaterfallStep;
  /** Null: not drawn. */
  readonly bar: Bar | null;
  readonly zeroPercent: number;
  readonly close: Close;
}

export function WaterfallRow({ step, bar, zeroPercent, close }: WaterfallRowProps) {
  const closeWords = useWords(CLOSE_WORDS);
  const figures = useFigures();
  const { tab } = useSearchTexts();
  const setSearch = useSetSearch();
  const opened = tab === step.cause;
  const Sign = opened ? IconChevronDown : IconChevronRight;
  return (
    <>
      <Table.Tr>
        <Table.Th scope="row" fw={500}>
          <UnstyledButton
            aria-expanded={opened}
            onClick={() => {
              setSearch({ tab: opened ? undefined : step.cause, agent: undefined }, { replace: true });
            }}
          >
            <Sign size={14} aria-hidden /> {closeWords.causes[step.cause] ?? step.cause}
          </UnstyledButton>
        </Table.Th>
        <Table.Td>{bar !== null && <WaterfallTrack bar={bar} zeroPercent={zeroPercent} />}</Table.Td>
        <Table.Td className={classes.figures ?? ""}>{figures.count(step.agents)}</Table.Td>
        <Table.Td className={classes.figures ?? ""}>{figures.count(step.places)}</Table.Td>
        <Table.Td className={classes.figures ?? ""}>{figures.change(step.amount)}</Table.Td>
      </Table.Tr>
      {opened && (
        <Table.Tr>
          <Table.Td colSpan={5}>
            <div className={classes.panel ?? ""}>
              <WaterfallAgents close={close} step={step} />
            </div>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
