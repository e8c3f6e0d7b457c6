/**
 * Who may do what: roles, each in all markets or in one. In: the roles that a person holds. Out: how far each right reaches.
 */
export const ROLES = ["viewer", "uploader", "approver", "admin"] as const;
export type Role = (typeof ROLES)[number];

export interface RoleGrant {
  readonly role: Role;
  /** Null: in every market. */
  readonly market: string | null;
}

/** The markets that a right holds in. */
export type Reach = "all" | ReadonlySet<string>;

export interface Access {
  readonly view: Reach;
  /** Brings workbooks, starts closes, sees to rejected messages. */
  readonly upload: Reach;
  /** Approves, rejects and waives. */
  readonly approve: Reach;
  /** Grants roles, manages settings. */
  readonly admin: Reach;
}

export const NO_ACCESS: Access = { view: new Set(), upload: new Set(), approve: new Set(), admin: new Set() };

/** Whoever administers, in any market, neither imports nor approves, whatever other roles they hold: they see what those see. */
export function accessOf(grants: readonly RoleGrant[]): Access {
  const held = (...roles: readonly Role[]): Reach => reachOf(grants.filter((g) => roles.includes(g.role)));
  const admin = held("admin");
  const acts = isNowhere(admin);
  return {
    view: held("viewer", "uploader", "approver"),
    upload: acts ? held("uploader") : new Set(),
    approve: acts ? held("approver") : new Set(),
    admin,
  };
}

function reachOf(grants: readonly RoleGrant[]): Reach {
  const markets = new Set<string>();
  for (const { market } of grants) {
    if (market === null) return "all";
    markets.add(market);
  }
  return markets;
}

export function isNowhere(reach: Reach): boolean {
  return reach !== "all" && reach.size === 0;
}

export function reaches(reach: Reach, market: string): boolean {
  return reach === "all" || reach.has(market);
}

export function either(a: Reach, b: Reach): Reach {
  return a === "all" || b === "all" ? "all" : new Set([...a, ...b]);
}

/** For a filter: null where every market is reached. */
export function marketList(reach: Reach): string[] | null {
  return reach === "all" ? null : [...reach].toSorted();
}

/** Reads `approver` or `approver:SE`, as an issuer claims it; null when it is no role of ours. */
export function parseRole(text: string, isMarket: (code: string) => boolean): RoleGrant | null {
  const [name, market, ...more] = text.split(":");
  const role = ROLES.find((r) => r === name);
  if (role === undefined || more.length > 0) return null;
  if (market === undefined) return { role, market: null };
  return isMarket(market) ? { role, market } : null;
}
