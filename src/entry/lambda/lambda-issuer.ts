/**
 * The issuer that vouches for people, with the client's secret out of Secrets Manager. In: the setting without it, the secret's ARN.
 * Out: the issuer. The secret is read again after five minutes, so that a new one counts without a deployment.
 */
import { createOidcIssuer, type OidcIssuer, type OidcSetting } from "../../platform/oidc-issuer.ts";
import { readManagedSecret } from "../../platform/secrets-manager.ts";

const READ_AGAIN_AFTER_MS = 5 * 60_000;

export function issuerWithSecret(setting: OidcSetting, secretArn: string): OidcIssuer {
  let known: { readonly secret: string; readonly issuer: OidcIssuer } | null = null;
  let readAt = 0;
  const current = async (): Promise<OidcIssuer> => {
    if (known !== null && Date.now() - readAt < READ_AGAIN_AFTER_MS) return known.issuer;
    const secret = await readManagedSecret(secretArn);
    if (secret === null || secret === "") throw new Error("assertion: the secret of the sign-in is set");
    readAt = Date.now();
    // What the issuer was asked already, its keys above all, is kept while the secret stays.
    if (known?.secret !== secret) known = { secret, issuer: createOidcIssuer({ ...setting, clientSecret: secret }) };
    return known.issuer;
  };
  return {
    begin: async (redirectUri) => (await current()).begin(redirectUri),
    finish: async (cameBackTo, checks) => (await current()).finish(cameBackTo, checks),
    again: async (refreshToken, subject) => (await current()).again(refreshToken, subject),
    ofBearer: async (token) => (await current()).ofBearer(token),
  };
}
