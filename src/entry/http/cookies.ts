/**
 * Cookies of ours: bound to this host, out of reach of scripts, over TLS alone (browsers let loopback pass), never sent along from other sites.
 */
export const SESSION_COOKIE = "__Host-opencommission";
export const SIGN_IN_COOKIE = "__Host-opencommission-sign-in";

/** Strict for the session; Lax for the sign-in, which has to survive the way back from the issuer. */
export function cookie(name: string, value: string, sameSite: "Strict" | "Lax", expires: Date): string {
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=${sameSite}; Expires=${expires.toUTCString()}`;
}

export function noCookie(name: string, sameSite: "Strict" | "Lax"): string {
  return cookie(name, "", sameSite, new Date(0));
}

/** The cookie's value; null when it is not there, twice there, or not of our making. */
export function readCookie(request: Request, name: string): string | null {
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const found = pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
  const [value] = found;
  return found.length === 1 && value !== undefined && /^[\w-]{43}$/.test(value) ? value : null;
}
