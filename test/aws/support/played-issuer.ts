/**
 * The issuer that people sign in at, under the name that the template tells the API. In: the installation, a certificate for that name.
 * Out: its port on this machine, and a person's way through it. A function reaches it only where the network lets it out to that host.
 */
import { OAuth2Server, type MutableToken } from "oauth2-mock-server";
import { z } from "zod";
import { functionProperties } from "./played-function.ts";
import type { Installation } from "./stacks.ts";

export interface PlayedIssuer {
  readonly port: number;
  /** Whom it lets in from now on, with which roles. */
  as(subject: string, name: string, roles: readonly string[]): void;
  /** As a browser that was sent to `location` comes back: the path that it is sent to. */
  signIn(location: string): Promise<{ readonly path: string; readonly query: Readonly<Record<string, string[]>> }>;
  /** An access token for the API. */
  token(): Promise<string>;
  stop(): Promise<void>;
}

export function issuerHostOf(installation: Installation): string {
  return new URL(settingsOf(installation)["OPENCOMMISSION_OIDC_ISSUER"] ?? "").hostname;
}

function settingsOf(installation: Installation): Readonly<Record<string, string>> {
  const [made] = installation
    .ofType("AWS::Lambda::Function")
    .filter(({ properties }) => String(properties["FunctionName"]).endsWith("-http"));
  return functionProperties.parse(made?.properties).Environment.Variables;
}

/** Whether the firewall lets a host pass, its name resolves, and the function stands where the way out begins. */
export function mayGoOut(installation: Installation, functionName: string, host: string): boolean {
  const lists = (type: string): string => JSON.stringify(installation.ofType(type).map((one) => one.properties));
  const named = `"${host}"`;
  if (!lists("AWS::NetworkFirewall::RuleGroup").includes(named)) return false;
  if (!lists("AWS::Route53Resolver::FirewallDomainList").includes(named)) return false;
  const made = installation.named("AWS::Lambda::Function", "FunctionName", functionName);
  const { SubnetIds } = z.object({ SubnetIds: z.array(z.string()) }).parse(made.properties["VpcConfig"]);
  return SubnetIds.length > 0 && SubnetIds.every((subnet) => /egressSubnet/i.test(subnet));
}

export async function playIssuer(
  installation: Installation,
  host: string,
  certificate: { readonly keyFile: string; readonly certFile: string },
): Promise<PlayedIssuer> {
  const settings = settingsOf(installation);
  const server = new OAuth2Server(certificate.keyFile, certificate.certFile);
  await server.issuer.keys.generate("RS256");
  await server.start(0, "127.0.0.1");
  const { port } = server.address();
  server.issuer.url = `https://${host}`;
  let person: Record<string, unknown> = {};
  const claimed = (token: MutableToken): void => void Object.assign(token.payload, person);
  server.service.on("beforeTokenSigning", claimed);
  return {
    port,
    as: (subject, name, roles) => void (person = { sub: subject, name, roles }),
    signIn: async (location) => {
      const asked = new URL(location);
      if (asked.hostname !== host) throw new Error(`sent to ${asked.hostname}, which is not the issuer`);
      const back = await redirectOf(port, `${asked.pathname}${asked.search}`);
      const query = Object.fromEntries([...back.searchParams].map(([name, value]) => [name, [value]]));
      return { path: back.pathname, query };
    },
    token: () =>
      server.issuer.buildToken({
        scopesOrTransform: (_header, payload) => {
          const now = Math.floor(Date.now() / 1000);
          const audience = settings["OPENCOMMISSION_OIDC_AUDIENCE"];
          Object.assign(payload, { iss: `https://${host}`, aud: audience, iat: now, exp: now + 300, ...person });
        },
      }),
    stop: () => server.stop(),
  };
}

async function redirectOf(port: number, path: string): Promise<URL> {
  const { request } = await import("node:https");
  return new Promise((resolve, reject) => {
    // The browser's trust in the issuer is not what is tried here; the function's is.
    request({ host: "127.0.0.1", port, path, rejectUnauthorized: false }, (answer) => {
      answer.resume();
      const to = answer.headers.location;
      if (to === undefined) reject(new Error(`the issuer answered ${answer.statusCode} and sent nobody back`));
      else resolve(new URL(to));
    })
      .on("error", reject)
      .end();
  });
}
