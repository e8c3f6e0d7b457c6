/**
 * What tells a rejected message from all others: the digest of its bytes.
 * In: the bytes, or their first part, and how many there were. Out: SHA-256 in hex.
 */
import { createHash } from "node:crypto";

export function rawHash(raw: Uint8Array, rawLength: number): string {
  return createHash("sha256").update(raw).update(String(rawLength)).digest("hex");
}
