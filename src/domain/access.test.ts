import { describe, expect, test } from "vitest";
import { accessOf, marketList, parseRole, type RoleGrant } from "./access.ts";

const role = (text: string): RoleGrant => {
  const parsed = parseRole(text, (code) => ["SE", "FI"].includes(code));
  if (parsed === null) throw new Error(text);
  return parsed;
};

describe("a right reaches as far as the roles that give it", () => {
  test.each<[string[], (string[] | null)[]]>([
    [[], [[], [], [], []]],
    [["viewer"], [null, [], [], []]],
    [
      ["viewer:SE", "viewer:FI"],
      [["FI", "SE"], [], [], []],
    ],
    [
      ["uploader:SE", "approver:FI"],
      [["FI", "SE"], ["SE"], ["FI"], []],
    ],
    [
      ["uploader:SE", "uploader"],
      [null, null, [], []],
    ],
    [["admin"], [[], [], [], null]],
    // Whoever administers, even in one market, neither imports nor approves anywhere; they see on.
    [
      ["admin:FI", "uploader", "approver:SE"],
      [null, [], [], ["FI"]],
    ],
  ])("%j", (roles, [view, upload, approve, admin]) => {
    const access = accessOf(roles.map(role));
    const reaches = [access.view, access.upload, access.approve, access.admin].map(marketList);
    expect(reaches).toEqual([view, upload, approve, admin]);
  });
});

test.each(["", "Viewer", "viewer:", "viewer:XX", "viewer:SE:FI", "owner", "viewer :SE"])("%j is no role", (text) => {
  expect(parseRole(text, (code) => code === "SE" || code === "FI")).toBeNull();
});
