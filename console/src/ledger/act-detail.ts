/**
 * What was recorded with an act, as it is shown. In: its JSON. Out: what was before and after, and the other fields, as texts.
 */
export interface ShownDetail {
  readonly before: string | null;
  readonly after: string | null;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

export function shownDetail(detail: Readonly<Record<string, unknown>>): ShownDetail {
  const { before, after, ...rest } = detail;
  const fields = Object.entries(rest)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, shownValue(value)] as const);
  return {
    before: before === undefined ? null : shownValue(before),
    after: after === undefined ? null : shownValue(after),
    fields,
  };
}

function shownValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
