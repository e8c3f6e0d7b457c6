/**
 * A column of a table: how a row is shown in it, sorted and found by it.
 */
import type { ReactNode } from "react";

export interface Addend {
  /** What it is added up with, most often the currency: money of two is never added up. */
  readonly group: string;
  /** A decimal string; all of a group have the same decimals. */
  readonly amount: string;
}

export interface Sum extends Addend {
  readonly rows: number;
}

export interface RowSum<Row> {
  /** Null: it adds nothing. */
  readonly of: (row: Row) => Addend | null;
  /** By the group's name. */
  readonly show: (sums: readonly Sum[]) => ReactNode;
}

export interface Column<Row> {
  /** In the address when the table is sorted by it. */
  readonly key: string;
  /** With the currency or unit, where all rows share it. */
  readonly head: string;
  readonly show: (row: Row) => ReactNode;
  /** What it is sorted by; without it, it does not sort. Null goes last. */
  readonly sortBy?: (row: Row) => string | number | bigint | null;
  /** The text that the filter looks in. */
  readonly findBy?: (row: Row) => string;
  /** The text of a file of the table, where what is shown has none: a sign, several amounts. */
  readonly take?: (row: Row) => string;
  /** Below the table, of the rows that are shown: sums that are added up while the page lives on, one for each group. */
  readonly sum?: RowSum<Row>;
  /** The same of lists that are never long. */
  readonly total?: (rows: readonly Row[]) => ReactNode;
  /** Figures stand on the right. */
  readonly figures?: boolean;
  /** Its cells hold a control of their own, such as a box to tick: a click there does not open the row. */
  readonly control?: boolean;
  /** In pixels, where what it holds does not say. */
  readonly width?: number;
}

/** A decimal string as what it is sorted by: its digits, exact. All of a column have the same decimals. */
export function minorOf(decimal: string | null): bigint | null {
  return decimal === null ? null : BigInt(decimal.replace(".", ""));
}

/** The exact sum of decimal strings with the same decimals. */
export function sumOf(decimals: readonly string[]): string {
  const digits = decimals[0]?.split(".")[1]?.length ?? 0;
  return decimalOf(
    decimals.reduce((total, text) => total + BigInt(text.replace(".", "")), 0n),
    digits,
  );
}

/** Minor units as a decimal string with so many decimals. */
export function decimalOf(minor: bigint, digits: number): string {
  const text = String(minor < 0n ? -minor : minor).padStart(digits + 1, "0");
  const whole = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return minor < 0n ? `-${whole}` : whole;
}

/** `minuend - subtrahend` of decimal strings with the same decimals, exact. */
export function differenceOf(minuend: string, subtrahend: string): string {
  return sumOf([minuend, subtrahend.startsWith("-") ? subtrahend.slice(1) : `-${subtrahend}`]);
}
