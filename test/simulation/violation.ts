/**
 * A broken invariant, by its number in the list of invariants (docs/adr/0013-simulator.md).
 */
export type Invariant = "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "I8" | "I9" | "I10" | "I11" | "I12";

export class Violation extends Error {
  readonly invariant: Invariant;
  constructor(invariant: Invariant, message: string) {
    super(`${invariant}: ${message}`);
    this.name = "Violation";
    this.invariant = invariant;
  }
}

export function mustHold(invariant: Invariant, holds: boolean, otherwise: () => string): void {
  if (!holds) throw new Violation(invariant, otherwise());
}
