/**
 * Certificates for tests of TLS, made by `openssl`. In: an empty folder. Out: an authority, and what it has signed for 127.0.0.1:
 * as it should be, expired, of another name; the same of an authority that nobody knows; and a client's.
 */
import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

export interface Certificate {
  readonly cert: string;
  readonly certFile: string;
  readonly key: string;
  readonly keyFile: string;
  /** Of the certificate, as the setting takes it. */
  readonly sha256: string;
}

export interface Certificates {
  readonly authority: Certificate;
  readonly good: Certificate;
  /** As good as `good`, and another one: as after a renewal. */
  readonly renewed: Certificate;
  readonly expired: Certificate;
  readonly otherName: Certificate;
  readonly strangers: Certificate;
  readonly client: Certificate;
}

const run = promisify(execFile);

export async function makeCertificates(folder: string): Promise<Certificates> {
  const make = makerIn(folder);
  const [authority, other] = await Promise.all([make("authority", null), make("other-authority", null)]);
  const here = "subjectAltName=IP:127.0.0.1,DNS:localhost";
  const [good, renewed, expired, otherName, strangers, client] = await Promise.all([
    make("good", authority, here),
    make("renewed", authority, here),
    make("expired", authority, here, "over"),
    make("other-name", authority, "subjectAltName=DNS:core-view.example"),
    make("strangers", other, here),
    make("client", authority, "extendedKeyUsage=clientAuth"),
  ]);
  return { authority, good, renewed, expired, otherName, strangers, client };
}

type Life = "today" | "over";
type Make = (name: string, by: Certificate | null, extension?: string, life?: Life) => Promise<Certificate>;

function makerIn(folder: string): Make {
  return async (name, by, extension, life = "today") => {
    const [certFile, keyFile] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
    const subject = ["-subj", `/CN=${name}`];
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", keyFile];
    if (by === null) {
      await run("openssl", ["req", "-x509", ...key, ...subject, "-days", "2", "-out", certFile]);
    } else {
      const request = join(folder, `${name}.csr`);
      await run("openssl", ["req", "-new", ...key, ...subject, "-out", request]);
      await sign(folder, { name, request, certFile, by, extension: extension ?? "", life });
    }
    const cert = await readFile(certFile, "utf8");
    const sha256 = new X509Certificate(cert).fingerprint256.replaceAll(":", "").toLowerCase();
    return { cert, certFile, key: await readFile(keyFile, "utf8"), keyFile, sha256 };
  };
}

/** By `openssl x509` where it can set the days; only `openssl ca` signs for a time that is over. */
async function sign(
  folder: string,
  what: {
    readonly name: string;
    readonly request: string;
    readonly certFile: string;
    readonly by: Certificate;
    readonly extension: string;
    readonly life: Life;
  },
): Promise<void> {
  const extensions = join(folder, `${what.name}.ext`);
  await writeFile(extensions, `${what.extension}\n`);
  const authority = ["-CA", what.by.certFile, "-CAkey", what.by.keyFile];
  if (what.life === "today") {
    const serial = ["-CAcreateserial", "-CAserial", join(folder, `${what.name}.srl`)];
    await run("openssl", [
      "x509",
      "-req",
      "-in",
      what.request,
      ...authority,
      ...serial,
      "-days",
      "2",
      "-extfile",
      extensions,
      "-out",
      what.certFile,
    ]);
    return;
  }
  const config = join(folder, `${what.name}.conf`);
  const index = join(folder, `${what.name}.index`);
  await writeFile(index, "");
  await writeFile(
    config,
    `[ca]\ndefault_ca=one\n[one]\ndatabase=${index}\nnew_certs_dir=${folder}\nrand_serial=yes\ndefault_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n`,
  );
  const dates = ["-startdate", "20200101000000Z", "-enddate", "20200201000000Z"];
  await run("openssl", [
    "ca",
    "-batch",
    "-config",
    config,
    "-cert",
    what.by.certFile,
    "-keyfile",
    what.by.keyFile,
    "-in",
    what.request,
    ...dates,
    "-extfile",
    extensions,
    "-out",
    what.certFile,
    "-notext",
  ]);
}
