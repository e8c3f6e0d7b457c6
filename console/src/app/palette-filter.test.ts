import { describe, expect, test } from "vitest";
import { foundGroups, type Findable, type Group } from "./palette-filter.ts";

const GROUPS: Group<Findable>[] = [
  { group: "Pages", always: true, actions: [{ label: "Overview" }, { label: "Delivery" }] },
  { group: "Acts", always: true, actions: [] },
  {
    group: "Agents",
    actions: [
      { label: "MINI Agent Göteborg", description: "Sweden" },
      { label: "MINI Agent Örebro", description: "Sweden" },
      ...Array.from({ length: 20 }, (_, i) => ({ label: `Agent ${i}`, description: "Finland" })),
    ],
  },
  {
    group: "Markets",
    actions: [
      { label: "Sweden", also: "SE" },
      { label: "Finland", also: "FI" },
    ],
  },
];

const found = (typed: string) =>
  foundGroups(typed, GROUPS).flatMap(({ group, actions }) => actions.map(({ label }) => `${group}: ${label}`));

describe("what Ctrl-K finds", () => {
  test.each([
    ["nothing typed shows what is always shown, and no empty group", "", ["Pages: Overview", "Pages: Delivery"]],
    ["a part of a name", "liv", ["Pages: Delivery"]],
    ["accents need not be typed", "goteborg", ["Agents: MINI Agent Göteborg"]],
    ["nor be left out", "Örebro", ["Agents: MINI Agent Örebro"]],
    ["every word has to be found, in any order", "sweden orebro", ["Agents: MINI Agent Örebro"]],
    ["other words lead to it too", "fi agent 13", ["Agents: Agent 13"]],
    ["what is nowhere shows nothing", "nowhere", []],
  ])("%s", (_rule, typed, expected) => {
    expect(found(typed)).toEqual(expected);
  });

  test("a long group does not hide the ones below it", () => {
    const groups = foundGroups("finland", GROUPS);
    expect(groups.map(({ group, actions }) => [group, actions.length])).toEqual([
      ["Agents", 6],
      ["Markets", 1],
    ]);
  });

  test("what begins with the typed word stands before what only holds it", () => {
    const group = { group: "Closes", actions: [{ label: "A close of SE" }, { label: "SE-2024-01-1" }] };
    expect(foundGroups("se", [group])[0]?.actions.map(({ label }) => label)).toEqual(["SE-2024-01-1", "A close of SE"]);
  });
});
