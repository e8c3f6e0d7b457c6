/**
 * Ticking rows of a table: a column of boxes, and what is ticked. In: the rows that can be ticked. Out: the keys of those that are,
 * without rows that are gone or can be ticked no more.
 */
import { Checkbox } from "@mantine/core";
import { useState } from "react";
import type { Column } from "./column.ts";

export interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (key: string) => void;
  readonly choose: (keys: readonly string[]) => void;
}

export function useSelection(possible: readonly string[]): Selection {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = new Set(possible.filter((key) => ticked.has(key)));
  return {
    chosen,
    toggle: (key) => {
      setTicked(chosen.has(key) ? new Set([...chosen].filter((one) => one !== key)) : new Set([...chosen, key]));
    },
    choose: (keys) => {
      setTicked(new Set(keys));
    },
  };
}

interface SelectionColumn<Row> {
  readonly head: string;
  readonly selection: Selection;
  readonly keyOf: (row: Row) => string;
  /** What a screen reader says of the box. */
  readonly labelOf: (row: Row) => string;
  readonly canBeTicked: (row: Row) => boolean;
}

export function selectionColumn<Row>(of: SelectionColumn<Row>): Column<Row> {
  const { head, selection, keyOf, labelOf, canBeTicked } = of;
  return {
    key: "selected",
    head,
    control: true,
    show: (row) =>
      canBeTicked(row) ? (
        <Checkbox
          size="md"
          aria-label={labelOf(row)}
          checked={selection.chosen.has(keyOf(row))}
          onChange={() => {
            selection.toggle(keyOf(row));
          }}
        />
      ) : null,
  };
}
