/**
 * Which amount the panel "why this amount" explains, as one text of the address: a link that can be sent to somebody.
 * In: month, market, agent, and a contract for a line of the statement. Out: the text, and back.
 */
export interface Why {
  readonly period: string;
  readonly market: string;
  readonly agent: string;
  readonly contract?: string;
}

export function writeWhy({ period, market, agent, contract }: Why): string {
  return [period, market, agent, ...(contract === undefined ? [] : [contract])]
    .map((part) => encodeURIComponent(part).replaceAll("~", "%7E"))
    .join("~");
}

/** Null for what is none: an address may be cut. */
export function readWhy(text: string | undefined): Why | null {
  const [period, market, agent, contract] = (text ?? "").split("~").map(decoded);
  if (period == null || market == null || agent == null || contract === null) return null;
  return { period, market, agent, ...(contract === undefined ? {} : { contract }) };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
