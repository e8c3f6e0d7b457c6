/**
 * Where and how a market's ledger entries are delivered: the setting `delivery`.
 * In: what a person wrote, or JSON that was stored. Out: a checked setting, or what was found and expected where.
 *
 * It names secrets by reference (`env:NAME`, `file:PATH`) and holds none: settings are kept for ever and shown to everyone.
 */
import { isJsonObject, readFields, type FieldReader, type SecretReference } from "./json-fields.ts";

/** How long an acknowledgement of Core View's may take before it counts as missing. */
export interface AcknowledgementSetting {
  readonly withinHours: number;
}

export interface DirectoryDelivery {
  readonly adapter: "directory";
  /** Absolute or relative to the working folder; null: `core-view/` in the data folder. */
  readonly path: string | null;
  /** Null: a batch that is in place is accepted. */
  readonly acknowledgement: AcknowledgementSetting | null;
}

export interface S3Delivery {
  readonly adapter: "s3";
  readonly bucket: string;
  /** Before the names of the batches' objects; empty, or ending in `/`. */
  readonly prefix: string;
  readonly region: string;
  /** Null: Amazon's own. */
  readonly endpoint: string | null;
  readonly acknowledgement: AcknowledgementSetting | null;
  readonly timeoutMs: number;
}

export interface SftpDelivery {
  readonly adapter: "sftp";
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** The server's key as `ssh-keygen -lf` prints it: `SHA256:` and 43 characters. Another key is refused. */
  readonly hostKey: string;
  /** The private key in OpenSSH's or PEM form. */
  readonly privateKey: SecretReference | null;
  readonly password: SecretReference | null;
  readonly folder: string;
  readonly acknowledgement: AcknowledgementSetting | null;
  /** Of a whole sending or reading back, in milliseconds. */
  readonly timeoutMs: number;
}

export interface HttpDelivery {
  readonly adapter: "http";
  /** Of Core View's API; batches are below it at `batches`. https, or http on loopback only. */
  readonly url: string;
  /** OAuth 2.0 client credentials; null: no authorization. */
  readonly oauth: {
    readonly tokenUrl: string;
    readonly clientId: string;
    readonly clientSecret: SecretReference;
    readonly scope: string | null;
  } | null;
  readonly tls: {
    /** PEM file of the certificate authorities to trust instead of the public ones. */
    readonly caFile: string | null;
    /** SHA-256 of the server's certificate, hex, as `openssl x509 -fingerprint -sha256` prints it without colons; another is refused. */
    readonly certificateSha256: string | null;
    /** The client's certificate (PEM file) and its key, for mTLS. */
    readonly clientCertificateFile: string | null;
    readonly clientKey: SecretReference | null;
  };
  /** Of a whole request from its beginning to the last byte of its answer, in milliseconds. */
  readonly timeoutMs: number;
}

export type DeliverySetting = DirectoryDelivery | S3Delivery | SftpDelivery | HttpDelivery;

export const DEFAULT_DELIVERY: DirectoryDelivery = { adapter: "directory", path: null, acknowledgement: null };

export const DELIVERY_EXPECTED =
  'directory, directory:FOLDER, or JSON such as {"adapter":"sftp",…} (docs/formats.md, "Settings")';

export type DeliveryReading =
  | { readonly ok: true; readonly delivery: DeliverySetting }
  /** `field` is null where the whole is meant. */
  | { readonly ok: false; readonly field: string | null; readonly found: string; readonly expected: string };

/** What a person wrote: `directory`, `directory:FOLDER`, or a JSON object. */
export function parseDelivery(text: string): DeliveryReading {
  const short = /^directory(?::(.+))?$/s.exec(text.trim());
  if (short !== null) return { ok: true, delivery: { ...DEFAULT_DELIVERY, path: short[1]?.trim() || null } };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return wrong(null, text, DELIVERY_EXPECTED);
  }
  return readDelivery(value);
}

/** A JSON value as a setting; absent parts get their defaults, unknown ones are refused. */
export function readDelivery(value: unknown): DeliveryReading {
  if (!isJsonObject(value)) return wrong(null, JSON.stringify(value), DELIVERY_EXPECTED);
  const fields = readFields(value);
  const adapter = fields.oneOf("adapter", ["directory", "s3", "sftp", "http"]);
  const delivery = adapter === null ? null : READERS[adapter](fields);
  const problem = fields.problem();
  if (problem !== null) return { ok: false, ...problem };
  if (delivery === null) throw new Error("assertion: an adapter that cannot be read is a problem");
  return { ok: true, delivery };
}

/** As it is written in `settings`: the short form where there is one, else JSON. */
export function deliveryText(delivery: DeliverySetting): string {
  if (delivery.adapter !== "directory" || delivery.acknowledgement !== null) return withoutNulls(delivery);
  return delivery.path === null ? "directory" : `directory:${delivery.path}`;
}

const READERS: { readonly [K in DeliverySetting["adapter"]]: (fields: FieldReader) => DeliverySetting } = {
  directory: (f) => ({ adapter: "directory", path: f.optional("path", f.text), acknowledgement: acknowledgement(f) }),
  s3: (f) => ({
    adapter: "s3",
    bucket: f.matching("bucket", /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "the name of a bucket"),
    prefix:
      f.optional("prefix", (name) =>
        f.matching(name, /^(?:(?!\/)[\w!.*'()/-]*\/)?$/, "nothing, or a prefix that ends in /"),
      ) ?? "",
    region: f.matching("region", /^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-north-1"),
    endpoint: f.optional("endpoint", (name) => f.address(name)),
    acknowledgement: acknowledgement(f),
    timeoutMs: timeout(f),
  }),
  sftp: (f) => {
    const setting: SftpDelivery = {
      adapter: "sftp",
      host: f.text("host"),
      port: f.integer("port", 1, 65_535, 22),
      user: f.text("user"),
      hostKey: f.matching(
        "hostKey",
        /^SHA256:[A-Za-z0-9+/]{43}=?$/,
        "SHA256: and 43 characters, as ssh-keygen -lf prints it",
      ),
      privateKey: f.optional("privateKey", f.secret),
      password: f.optional("password", f.secret),
      folder: f.text("folder"),
      acknowledgement: acknowledgement(f),
      timeoutMs: timeout(f),
    };
    if (setting.privateKey === null && setting.password === null) {
      f.report("privateKey", "neither privateKey nor password", "one of them, as env:NAME or file:PATH");
    }
    return setting;
  },
  http: (f) => {
    const tls = f.section("tls");
    const oauth = f.section("oauth");
    const setting: HttpDelivery = {
      adapter: "http",
      url: f.address("url"),
      oauth: oauth && {
        tokenUrl: oauth.address("tokenUrl"),
        clientId: oauth.text("clientId"),
        clientSecret: oauth.secret("clientSecret"),
        scope: oauth.optional("scope", oauth.text),
      },
      tls: {
        caFile: tls?.optional("caFile", tls.text) ?? null,
        certificateSha256:
          tls?.optional("certificateSha256", (name) =>
            tls.matching(name, /^[0-9a-f]{64}$/, "64 hex digits in lower case"),
          ) ?? null,
        clientCertificateFile: tls?.optional("clientCertificateFile", tls.text) ?? null,
        clientKey: tls?.optional("clientKey", tls.secret) ?? null,
      },
      timeoutMs: timeout(f),
    };
    if ((setting.tls.clientCertificateFile === null) !== (setting.tls.clientKey === null)) {
      f.report("tls.clientKey", "one of clientCertificateFile and clientKey", "both, or neither");
    }
    return setting;
  },
};

function timeout(fields: FieldReader): number {
  return fields.integer("timeoutMs", 1_000, 600_000, 60_000);
}

function acknowledgement(fields: FieldReader): AcknowledgementSetting | null {
  const section = fields.section("acknowledgement");
  return section && { withinHours: section.integer("withinHours", 1, 24 * 31, 24) };
}

function wrong(field: string | null, found: string, expected: string): Extract<DeliveryReading, { ok: false }> {
  return { ok: false, field, found, expected };
}

/** What is absent has its default, so that what people read is what they wrote. */
function withoutNulls(delivery: DeliverySetting): string {
  return JSON.stringify(delivery, (_name, value: unknown) => {
    if (value === null) return undefined;
    return isJsonObject(value) && Object.values(value).every((part) => part === null) ? undefined : value;
  });
}
