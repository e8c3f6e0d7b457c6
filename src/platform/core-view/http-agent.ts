/**
 * The connections of the `http` adapter: whom they trust, and what they show. In: the setting, the environment of its secrets.
 * Out: an agent that connects to nobody else; or which file or secret is missing or cannot be read. No secret is in a message.
 */
import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { checkServerIdentity, createSecureContext } from "node:tls";
import { Agent, buildConnector } from "undici";
import type { HttpDelivery } from "../../domain/delivery-setting.ts";
import { pinFailure } from "./certificate-failure.ts";
import type { CoreViewProblem } from "./core-view.ts";
import { readSecret } from "../secret.ts";

/** An answer names up to 500 entries with a reason each, or holds the CSV of a batch: this is far above both. */
const MOST_ANSWER_BYTES = 4 * 1024 * 1024;

interface TlsMaterial {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export async function createCoreViewAgent(
  setting: HttpDelivery,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly ok: true; readonly agent: Agent } | { readonly ok: false; readonly problem: CoreViewProblem }> {
  const material = await tlsMaterial(setting.tls, env);
  if (!material.ok) return material;
  const common = { ...material.tls, timeout: setting.timeoutMs, allowH2: false, maxCachedSessions: 0 };
  const plain = buildConnector(common);
  const pin = setting.tls.certificateSha256;
  // The pin is of Core View's own certificate. The token server may be another, which the authorities alone vouch for.
  const pinned = pin === null ? plain : buildConnector({ ...common, checkServerIdentity: pinCheck(pin) });
  const coreView = new URL(setting.url);
  const agent = new Agent({
    connect: (options, callback) => {
      const isCoreView = options.hostname === coreView.hostname && options.port === coreView.port;
      (isCoreView ? pinned : plain)(options, callback);
    },
    maxResponseSize: MOST_ANSWER_BYTES,
    pipelining: 1,
  });
  return { ok: true, agent };
}

function pinCheck(pin: string): typeof checkServerIdentity {
  return (host, certificate) => checkServerIdentity(host, certificate) ?? pinFailure(certificate.raw, pin) ?? undefined;
}

type MaterialResult =
  | { readonly ok: true; readonly tls: TlsMaterial }
  | { readonly ok: false; readonly problem: CoreViewProblem };

async function tlsMaterial(tls: HttpDelivery["tls"], env: NodeJS.ProcessEnv): Promise<MaterialResult> {
  const read: { -readonly [K in keyof TlsMaterial]: TlsMaterial[K] } = {};
  for (const [part, path] of [
    ["ca", tls.caFile],
    ["cert", tls.clientCertificateFile],
  ] as const) {
    if (path === null) continue;
    const text = await pemText(path);
    if (text === null) return unreadable(`The file ${resolve(path)} is missing or holds no certificate in PEM form.`);
    read[part] = text;
  }
  if (tls.clientKey !== null) {
    const key = await readSecret(tls.clientKey, env);
    if (!key.ok) return { ok: false, problem: { code: "secret-missing", message: key.message } };
    read.key = key.secret;
  }
  try {
    createSecureContext(read);
  } catch {
    // What OpenSSL says of it names no file, and might quote a line of it.
    const files = [tls.caFile, tls.clientCertificateFile].filter((path) => path !== null).map((path) => resolve(path));
    return unreadable(`OpenSSL cannot read ${files.join(", ")}, or the client's key is not that of its certificate.`);
  }
  return { ok: true, tls: read };
}

function unreadable(found: string): MaterialResult {
  const message = `${found} The setting "delivery" names it under "tls". Nothing was sent: put it right and deliver again.`;
  return { ok: false, problem: { code: "tls-file-unreadable", message } };
}

/** The certificates of a file; null where one is missing, cut or broken: OpenSSL would take the rest and be silent about it. */
async function pemText(path: string): Promise<string | null> {
  try {
    const text = await readFile(path, "utf8");
    const whole = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    const begun = text.split("-----BEGIN CERTIFICATE-----").length - 1;
    return begun > 0 && whole.length === begun && whole.every(isCertificate) ? text : null;
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return null;
    throw error;
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
