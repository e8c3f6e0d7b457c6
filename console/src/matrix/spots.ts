/**
 * The dots of one cell: agents at their exact place, those that would lie upon each other as one dot with their number.
 * In: who stands in the cell. Out: spots with places from 0 to 1, from the left and from the bottom.
 */
import type { CommissionMatrix } from "../../../src/domain/matrix.ts";
import { placeInBand } from "./bands.ts";
import type { Placed } from "./standing.ts";

/** Nearer than this, in shares of a cell, two dots cannot be told apart. */
const APART_X = 0.16;
const APART_Y = 0.4;

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly agents: readonly Placed[];
}

export function spotsOf(agents: readonly Placed[], matrix: CommissionMatrix): Spot[] {
  const spots: { x: number; y: number; agents: Placed[] }[] = [];
  for (const agent of agents) {
    const { outcome } = agent;
    const x = placeInBand(outcome.achievement, matrix.achievementBounds, outcome.achievementBand);
    const y = placeInBand(outcome.penetration, matrix.penetrationBounds, outcome.penetrationBand);
    const near = spots.find((spot) => Math.abs(spot.x - x) < APART_X && Math.abs(spot.y - y) < APART_Y);
    if (near === undefined) spots.push({ x, y, agents: [agent] });
    else near.agents.push(agent);
  }
  return spots;
}

/** Name of a cell in the address and in maps: `5.2`; band -1 is under the lowest. */
export function cellName(penetrationBand: number, achievementBand: number): string {
  return `${penetrationBand}.${achievementBand}`;
}

export function readCellName(text: string | undefined): readonly [number, number] | null {
  const found = /^(-1|\d{1,3})\.(-1|\d{1,3})$/.exec(text ?? "");
  return found === null ? null : [Number(found[1]), Number(found[2])];
}

export function byCell(agents: readonly Placed[]): ReadonlyMap<string, readonly Placed[]> {
  const cells = new Map<string, Placed[]>();
  for (const agent of agents) {
    const name = cellName(agent.outcome.penetrationBand, agent.outcome.achievementBand);
    const there = cells.get(name);
    if (there === undefined) cells.set(name, [agent]);
    else there.push(agent);
  }
  return cells;
}
