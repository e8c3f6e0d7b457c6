/**
 * The one source of chance of a simulated world. In: a seed. Out: numbers, the same ones for the same seed, on every machine.
 * Each part of the world draws from a fork of its own, named for what it decides: so what one part draws never changes what
 * another one does, in whichever order the workers happen to run.
 */
export interface Random {
  /** From 0 to below `below`, whole. */
  int(below: number): number;
  /** True in `of` times `times`. */
  chance(times: number, of: number): boolean;
  pick<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
  /** A stream of its own; the same name gives the same stream. */
  fork(name: string): Random;
}

export function createRandom(seed: string): Random {
  let state = hashOf(seed);
  /** Splitmix with 32 bits: the state counts up by a constant, and is stirred. */
  function next(): number {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  }
  const int = (below: number): number => next() % below;
  return {
    int,
    chance: (times, of) => int(of) < times,
    pick(list) {
      const found = list[int(list.length)];
      if (found === undefined) throw new Error("assertion: there is something to pick from");
      return found;
    },
    shuffled: (list) => {
      const keyed = list.map((value) => ({ value, key: next() }));
      return keyed.toSorted((a, b) => a.key - b.key).map(({ value }) => value);
    },
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

/** FNV-1a, over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
