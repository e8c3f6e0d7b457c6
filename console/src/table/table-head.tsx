/**
 * The head of a table: each column that sorts is a button, and says how it is sorted.
 */
import { Table, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import type { Order } from "./arrange.ts";
import type { Column } from "./column.ts";
import classes from "./data-table.module.css";

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly order: Order | null;
  readonly onSort: (key: string) => void;
}

export function TableHead<Row>({ columns, order, onSort }: TableHeadProps<Row>) {
  return (
    <Table.Thead>
      <Table.Tr aria-rowindex={1}>
        {columns.map(({ key, head, sortBy, figures = false, width }) => {
          const sorted = order?.key === key ? (order.falling ? "descending" : "ascending") : "none";
          const Sign = sorted === "none" ? IconArrowsSort : sorted === "ascending" ? IconArrowUp : IconArrowDown;
          return (
            <Table.Th
              key={key}
              scope="col"
              aria-sort={sortBy === undefined ? undefined : sorted}
              className={figures ? (classes.figures ?? "") : ""}
              {...(width === undefined ? {} : { w: width })}
            >
              {sortBy === undefined ? (
                head
              ) : (
                <UnstyledButton
                  className={classes.sorter ?? ""}
                  onClick={() => {
                    onSort(key);
                  }}
                >
                  {head}
                  <Sign size={14} aria-hidden data-unsorted={sorted === "none" ? true : undefined} />
                </UnstyledButton>
              )}
            </Table.Th>
          );
        })}
      </Table.Tr>
    </Table.Thead>
  );
}
