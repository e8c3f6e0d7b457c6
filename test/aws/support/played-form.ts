/**
 * What S3 checks of a form that a browser posts: whose signature it is, that its policy holds, and that its signer may put the object.
 * In: the form, who may what. Out: null, or S3's code for what is wrong.
 */
import { createHmac } from "node:crypto";
import { z } from "zod";

const Policy = z.object({ expiration: z.iso.datetime(), conditions: z.array(z.unknown()) });
const Exact = z.record(z.string(), z.string());
const LONGEST_MS = 5 * 60_000;

export interface PostedForm {
  readonly bucket: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly length: number;
}

export function signerOf({ fields }: PostedForm): string {
  return fields["X-Amz-Credential"]?.split("/")[0] ?? "";
}

export function formFault(form: PostedForm, secretKey: string): string | null {
  const { bucket, fields, length } = form;
  const text = fields["Policy"] ?? "";
  const [, day = "", region = ""] = (fields["X-Amz-Credential"] ?? "").split("/");
  const signer = [day, region, "s3", "aws4_request"].reduce<string | Buffer>(
    (secret, part) => createHmac("sha256", secret).update(part).digest(),
    `AWS4${secretKey}`,
  );
  if (createHmac("sha256", signer).update(text).digest("hex") !== fields["X-Amz-Signature"])
    return "SignatureDoesNotMatch";
  const { expiration, conditions } = Policy.parse(JSON.parse(Buffer.from(text, "base64").toString("utf8")));
  const left = Date.parse(expiration) - Date.now();
  if (left < 0 || left > LONGEST_MS) return "ExpiredToken";
  const range = z
    .tuple([z.literal("content-length-range"), z.number(), z.number()])
    .parse(conditions.find((one) => Array.isArray(one)));
  if (length < range[1] || length > range[2]) return "EntityTooLarge";
  const exact = Object.fromEntries(
    conditions.filter((one) => !Array.isArray(one)).flatMap((one) => Object.entries(Exact.parse(one))),
  );
  const given: Record<string, string> = { ...fields, bucket };
  delete given["Policy"];
  delete given["X-Amz-Signature"];
  const names = new Set([...Object.keys(exact), ...Object.keys(given)]);
  return [...names].every((name) => exact[name] === given[name]) ? null : "AccessDenied";
}
