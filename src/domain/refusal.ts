/**
 * A command that cannot be done as things stand: a value that says what was found and what to do, never an exception.
 */
export interface Refusal {
  /** Stable kebab-case name; the codes are listed in `docs/formats.md`. */
  readonly code: string;
  /** What is so, and what to do next. */
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refused(
  code: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code, message, details } };
}
