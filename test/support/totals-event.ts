/**
 * Control totals for scenarios: a whole CloudEvent from the few fields that a story is about.
 */
export interface TotalsFields {
  readonly market?: string;
  readonly period?: string;
  readonly contracts?: unknown;
  readonly amount?: unknown;
  readonly currency?: string;
  readonly asOf?: string;
  /** The message's id; made of place and time when not given. */
  readonly id?: string;
}

/** One event as a line of JSON, without its end. */
export function totalsLine({ id, ...fields }: TotalsFields): string {
  const data = {
    market: "SE",
    period: "2024-01",
    contracts: 0,
    amount: "0.00",
    currency: "SEK",
    asOf: "2024-02-01T03:00:00Z",
    ...fields,
  };
  return JSON.stringify({
    specversion: "1.0",
    id: id ?? `totals ${data.market} ${data.period} ${data.asOf}`,
    source: "test",
    type: "contract.totals.v1",
    data,
  });
}
