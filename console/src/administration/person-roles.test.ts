import { expect, test } from "vitest";
import type { RoleGrant } from "../../../src/domain/access.ts";
import { rolesConflict } from "./person-roles.ts";

const role = (name: RoleGrant["role"], market: string | null = null): RoleGrant => ({ role: name, market });

test.each([
  [[], "admin", false],
  [[role("viewer")], "admin", false],
  [[role("uploader", "SE")], "admin", true],
  [[role("approver")], "admin", true],
  [[role("admin", "FI")], "uploader", true],
  [[role("admin")], "viewer", false],
  [[role("uploader")], "approver", false],
] as const)("to who holds %j the role %s conflicts: %s", (held, name, conflicts) => {
  expect(rolesConflict(held, name)).toBe(conflicts);
});
