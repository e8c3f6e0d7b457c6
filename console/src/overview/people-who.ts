/**
 * Who of the people that are known here could do an act: only where people are named on the machine itself, as with the samples.
 */
import type { Answer } from "../api/routes.ts";
import type { Who } from "./next-acts.ts";

type User = Answer<"get", "/sign-in">["users"][number];

const ROLES: Readonly<Record<Who, readonly string[]>> = {
  uploader: ["uploader"],
  approver: ["approver"],
  operator: ["uploader", "approver"],
};

interface Wanted {
  readonly who: Who;
  readonly markets: readonly string[];
  readonly close?: { readonly startedBy: string };
}

export function peopleWho(users: readonly User[], { who, markets, close }: Wanted): string[] {
  return users
    .filter((user) => user.name !== close?.startedBy)
    .filter((user) =>
      user.roles.some(
        ({ role, market }) =>
          ROLES[who].includes(role) && (market === null || (markets.length > 0 && markets.every((m) => m === market))),
      ),
    )
    .map((user) => user.name);
}
