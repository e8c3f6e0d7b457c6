/**
 * Where the receipt of an amount is, and what its file is called: short of anything that a folder or a shell takes for more than a name.
 */
import { addressOf } from "../api/client.ts";
import type { Why } from "./why-address.ts";

export function receiptHref(why: Why): string {
  return addressOf<"get", "/receipt">("/receipt", { query: { ...why } });
}

export function receiptName({ market, period, agent, contract }: Why): string {
  return `receipt-${market}-${period}-${contract ?? agent}.json`.replaceAll(/[^\p{L}\p{N}.-]+/gu, "-");
}
