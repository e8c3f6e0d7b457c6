/**
 * People and their roles, as the API gives them; and whether a role goes with those that somebody has.
 */
import { accessOf, isNowhere, type RoleGrant } from "../../../src/domain/access.ts";
import type { Answer } from "../api/routes.ts";

export type Person = Answer<"get", "/people">["people"][number];
export type Grant = Answer<"get", "/grants">["grants"][number];

/** Whoever administers neither uploads nor approves: the server refuses to grant both. */
export function rolesConflict(held: readonly RoleGrant[], role: RoleGrant["role"]): boolean {
  if (role === "viewer") return false;
  const administers = !isNowhere(accessOf(held).admin);
  const acts = held.some((grant) => grant.role === "uploader" || grant.role === "approver");
  return role === "admin" ? acts : administers;
}
