/**
 * Whom to try the embedded edition as: one person for each role, and one who works in a single market.
 */
import type { LocalUser } from "./http-deps.ts";

export const LOCAL_USERS: readonly LocalUser[] = [
  { id: "vera", name: "Vera Viewer", roles: [{ role: "viewer", market: null }] },
  { id: "frida", name: "Frida Finance", roles: [{ role: "uploader", market: null }] },
  { id: "adam", name: "Adam Approver", roles: [{ role: "approver", market: null }] },
  { id: "alma", name: "Alma Admin", roles: [{ role: "admin", market: null }] },
  { id: "sven", name: "Sven Sweden", roles: [{ role: "uploader", market: "SE" }] },
  { id: "aino", name: "Aino Finland", roles: [{ role: "approver", market: "FI" }] },
];
