/**
 * The issuer's refresh token, sealed for the database. In: the token, the session's own. Out: bytes that open with the session's token alone,
 * which only the browser has: who reads the database cannot ask the issuer in anybody's name.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const NONCE = 12;
const TAG = 16;

function keyFrom(sessionToken: string): Buffer {
  return Buffer.from(hkdfSync("sha256", sessionToken, "", "opencommission refresh", 32));
}

export function seal(text: string, sessionToken: string): Uint8Array {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", keyFrom(sessionToken), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

export function unseal(sealed: Uint8Array, sessionToken: string): string {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv("aes-256-gcm", keyFrom(sessionToken), bytes.subarray(0, NONCE));
  decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString("utf8");
}
