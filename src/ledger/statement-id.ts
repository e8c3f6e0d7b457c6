/**
 * The id of a statement: one for each market, period and agent, however often it is calculated.
 * In: those three. Out: a short text that people can read out and Core View can store.
 */
import { hash } from "node:crypto";
import type { Period } from "../domain/period.ts";

/** `SE-2024-01-` and the first 16 hex digits of SHA-256 over the JSON array `[market, period, agentId]`. */
export function statementId(market: string, period: Period, agentId: string): string {
  return `${market}-${period}-${hash("sha256", JSON.stringify([market, period, agentId]), "hex").slice(0, 16)}`;
}
