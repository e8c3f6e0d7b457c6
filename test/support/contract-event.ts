/**
 * Contract events for scenarios: a whole CloudEvent from the few fields that a story is about.
 */
export interface EventFields {
  readonly contractId: string;
  readonly sequence?: number;
  readonly agentId?: string;
  readonly market?: string;
  readonly currency?: string;
  readonly contractDate?: string;
  readonly category?: string;
  readonly financed?: boolean;
  readonly amount?: string | null;
  readonly cancellation?: { readonly date: string; readonly reason?: string } | null;
  /** The message's id; made of contract and sequence when not given. */
  readonly id?: string;
}

/** One event as a line of JSON. */
export function eventLine(fields: EventFields): string {
  const { id, contractId, sequence = 1, ...rest } = fields;
  return JSON.stringify({
    specversion: "1.0",
    id: id ?? `${contractId}-${sequence}`,
    source: "test",
    type: "contract.recorded.v1",
    subject: contractId,
    data: {
      contractId,
      sequence,
      market: "SE",
      agentId: "MINI Agent 1",
      contractDate: "2024-01-16",
      category: "retail",
      financed: true,
      amount: rest.financed === false ? null : "100000.00",
      currency: "SEK",
      cancellation: null,
      ...rest,
    },
  });
}

export function eventLines(events: readonly EventFields[]): string {
  return events.map((event) => `${eventLine(event)}\n`).join("");
}
