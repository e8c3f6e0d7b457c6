/**
 * From the statement's sum to what the ledger holds, step by step. It adds up to the last digit, or it is our mistake.
 */
import { Table, Text } from "@mantine/core";
import { IconCircleCheck, IconClockHour4 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { isZero, type Bridge } from "./bridge.ts";
import classes from "./bridge-table.module.css";
import { LEDGER_WORDS } from "./ledger-words.ts";

interface BridgeTableProps {
  readonly bridge: Bridge;
  readonly currency: string;
  /** Of a contract alone there is one line. */
  readonly ofContract: boolean;
}

/** More of them are in the entries below. */
const MOST_STEPS = 8;

export function BridgeTable({ bridge, currency, ofContract }: BridgeTableProps) {
  const text = useWords(LEDGER_WORDS);
  const figures = useFigures();
  const settled = isZero(bridge.waiting);
  const Sign = settled ? IconCircleCheck : IconClockHour4;
  return (
    <Table className={classes.bridge ?? ""} withRowBorders={false} aria-label={text.bridge}>
      <Table.Tbody>
        <Row name={ofContract ? text.line : text.lines} amount={figures.money(bridge.lines, currency)} />
        {bridge.steps.slice(0, MOST_STEPS).map((step) => (
          <Row
            key={step.contractId}
            name={`${step.contractId}: ${text.step[step.cause]}`}
            amount={figures.change(step.amount)}
          />
        ))}
        {bridge.steps.length > MOST_STEPS && <Row name={`+ ${bridge.steps.length - MOST_STEPS}`} amount="…" />}
        <Row total name={text.earned} amount={figures.money(bridge.earned, currency)} />
        <Row name={text.inLedger} amount={figures.money(bridge.posted, currency)} />
        {!settled && <Row name={text.waits} amount={figures.change(bridge.waiting)} />}
      </Table.Tbody>
      <Table.Caption className={classes.caption ?? ""}>
        <Sign size={16} aria-hidden />
        <Text span size="sm">
          {settled ? text.equal : `${text.waits}: ${figures.change(bridge.waiting)} ${currency}`}
        </Text>
      </Table.Caption>
    </Table>
  );
}

interface RowProps {
  readonly name: string;
  readonly amount: ReactNode;
  readonly total?: boolean;
}

function Row({ name, amount, total = false }: RowProps) {
  return (
    <Table.Tr data-total={total ? true : undefined}>
      <Table.Th scope="row" fw={total ? 650 : 400}>
        {name}
      </Table.Th>
      <Table.Td fw={total ? 650 : 400}>{amount}</Table.Td>
    </Table.Tr>
  );
}
