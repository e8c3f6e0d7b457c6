/**
 * Telling a certificate that is not to be trusted from a network that fails. In: the error of a connection. Out: which it is.
 * The first waits for a person and is never tried again by itself; the second is.
 */
import { createHash, X509Certificate } from "node:crypto";

/** What OpenSSL's verification of a chain may say, as Node names it (nodejs.org/api/tls.html, "X509 certificate error codes"). */
const VERIFICATION = new Set([
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_CRL",
  "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
  "UNABLE_TO_DECRYPT_CRL_SIGNATURE",
  "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
  "CERT_SIGNATURE_FAILURE",
  "CRL_SIGNATURE_FAILURE",
  "CERT_NOT_YET_VALID",
  "CERT_HAS_EXPIRED",
  "CRL_NOT_YET_VALID",
  "CRL_HAS_EXPIRED",
  "ERROR_IN_CERT_NOT_BEFORE_FIELD",
  "ERROR_IN_CERT_NOT_AFTER_FIELD",
  "ERROR_IN_CRL_LAST_UPDATE_FIELD",
  "ERROR_IN_CRL_NEXT_UPDATE_FIELD",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_CHAIN_TOO_LONG",
  "CERT_REVOKED",
  "INVALID_CA",
  "PATH_LENGTH_EXCEEDED",
  "INVALID_PURPOSE",
  "CERT_UNTRUSTED",
  "CERT_REJECTED",
  "HOSTNAME_MISMATCH",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);
const NOT_THE_PINNED = "CERTIFICATE_IS_NOT_THE_PINNED_ONE";

// Alerts of a server that does not take the client's certificate, or misses one. It ends the handshake with it: nothing was read.
const CLIENT_ALERT =
  /^ERR_SSL_(?:TLSV1|TLSV13|SSLV3)_ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_(?:REVOKED|EXPIRED|UNKNOWN)|UNKNOWN_CA|ACCESS_DENIED)$/;

export function isCertificateFailure(error: Error): boolean {
  const code = codeOf(error);
  return VERIFICATION.has(code) || code === NOT_THE_PINNED;
}

export function isClientCertificateFailure(error: Error): boolean {
  return CLIENT_ALERT.test(codeOf(error));
}

/** @returns the error when a certificate (DER) is not the pinned one (hex of its SHA-256) */
export function pinFailure(der: Uint8Array, pinned: string): Error | null {
  const found = createHash("sha256").update(der).digest("hex");
  if (found === pinned) return null;
  const { subject } = new X509Certificate(der);
  const message = `the server's certificate (${subject.replaceAll("\n", ", ")}) has the SHA-256 ${found}, expected ${pinned}`;
  return Object.assign(new Error(message), { code: NOT_THE_PINNED });
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
