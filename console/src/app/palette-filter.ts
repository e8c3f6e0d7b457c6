/**
 * What Ctrl-K shows for what is typed. In: groups of goals. Out: of each group those that hold every typed word, the ones that begin with
 * it first, and no more than a few, so that the many agents of one market do not hide its close. Nothing typed: only what is short.
 */
export interface Findable {
  readonly label: string;
  readonly description?: string;
  /** Other words by which it is found. */
  readonly also?: string;
}

export interface Group<Goal extends Findable> {
  readonly group: string;
  readonly actions: readonly Goal[];
  /** Shown before anything is typed. */
  readonly always?: boolean;
}

const MOST_OF_A_GROUP = 6;

/** Small letters without accents: who types `goteborg` or `orebro` finds Göteborg and Örebro. */
function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

export function foundGroups<Goal extends Findable>(typed: string, groups: readonly Group<Goal>[]): Group<Goal>[] {
  const wanted = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (wanted.length === 0) return groups.filter(({ always = false, actions }) => always && actions.length > 0);
  const first = wanted[0] ?? "";
  return groups.flatMap(({ actions, ...group }) => {
    const found = actions.filter(({ label, description = "", also = "" }) => {
      const text = plain(`${label} ${description} ${also}`);
      return wanted.every((word) => text.includes(word));
    });
    const begins = (goal: Goal) => (plain(goal.label).startsWith(first) ? 0 : 1);
    const nearest = found.toSorted((a, b) => begins(a) - begins(b)).slice(0, MOST_OF_A_GROUP);
    return nearest.length === 0 ? [] : [{ ...group, actions: nearest }];
  });
}
