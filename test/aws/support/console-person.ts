/**
 * A person at the console of the played installation: signs in at the issuer as a browser does, and asks with the session's cookie.
 * In: the deployment, who. Out: ways to ask; each answer's JSON.
 */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Deployment } from "./deployment.ts";
import type { GatewayAnswer } from "./played-gateway.ts";

export interface ConsolePerson {
  ask(
    method: string,
    path: string,
    body?: unknown,
    more?: { readonly key?: string; readonly type?: string },
  ): Promise<GatewayAnswer>;
  /** Sends a workbook as docs/api.md tells, and has it scanned. @returns the answer that shows it */
  upload(name: string, bytes: Uint8Array): Promise<GatewayAnswer>;
}

const OURS = { "Content-Type": "application/json", "X-OpenCommission": "1" };
const Begun = z.object({ location: z.string() });
const Way = z.object({
  way: z.literal("place"),
  url: z.string(),
  place: z.uuid(),
  fields: z.record(z.string(), z.string()),
});

export async function signInAs(
  deployed: Deployment,
  person: { readonly subject: string; readonly name: string; readonly roles: readonly string[] },
): Promise<ConsolePerson> {
  const { gateway, issuer, s3 } = deployed;
  issuer.as(person.subject, person.name, person.roles);
  const begun = await gateway.ask("POST", "/api/v1/sign-in", { headers: OURS, body: JSON.stringify({}) });
  const back = await issuer.signIn(Begun.parse(begun.json).location);
  const came = await gateway.ask("GET", back.path, { query: back.query, headers: { Cookie: cookieOf(begun) } });
  if (came.status !== 303) throw new Error(`${person.name} is not signed in: ${came.status} ${came.bytes.toString()}`);
  const Cookie = cookieOf(came);
  const origin = `https://${gateway.domain}`;
  const ask: ConsolePerson["ask"] = (method, asked, body, { key = randomUUID(), type = "application/json" } = {}) => {
    const url = new URL(asked, origin);
    return gateway.ask(method, url.pathname, {
      headers: { ...OURS, "Content-Type": type, Cookie, Origin: origin, "Idempotency-Key": key },
      query: Object.fromEntries([...url.searchParams].map(([name, value]) => [name, [value]])),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  return {
    ask,
    upload: async (name, bytes) => {
      const { url, place, fields } = Way.parse((await ask("POST", "/api/v1/upload-places")).json);
      const refused = s3.post(url, fields, bytes, { origin });
      if (refused !== null) throw new Error(`the bucket refuses the form: ${refused}`);
      const bucket = new URL(url).hostname.split(".s3.")[0] ?? "";
      const key = randomUUID();
      const early = await ask("POST", `/api/v1/upload-places/${place}`, { name }, { key });
      if (early.status !== 409) throw new Error(`what is not scanned is answered with ${early.status}`);
      s3.tag(bucket, fields["key"] ?? "", "GuardDutyMalwareScanStatus", "NO_THREATS_FOUND");
      return ask("POST", `/api/v1/upload-places/${place}`, { name }, { key });
    },
  };
}

function cookieOf(answer: GatewayAnswer): string {
  return answer.cookies
    .map((cookie) => cookie.split(";")[0] ?? "")
    .filter((pair) => !pair.endsWith("="))
    .join("; ");
}
