/**
 * The name that a person goes by on record: alone of its kind and never changed, so that whoever has two names at the issuer, or a new
 * one, is still one person to four-eyes. In: issuer, subject, the name that the issuer gives. Out: the person.
 */
import { normaliseName } from "../domain/name.ts";
import type { Database } from "../platform/postgres/database.ts";
import { findPerson, insertPerson, type Person } from "../store/people.sql.ts";

export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** As the issuer gives it now; null when it gives none. */
  readonly name: string | null;
}

const LONGEST = 100;
// What shows nothing, turns text around or breaks lines has no place in a name that others read.
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{DI}]/gu;
const MOST_OF_ONE_NAME = 1_000;

/** Known by issuer and subject; a new one is kept. */
export async function knowPerson(db: Database, identity: Identity, now: Date): Promise<Person> {
  const { issuer, subject } = identity;
  const wanted = shownName(identity);
  for (let n = 1; n <= MOST_OF_ONE_NAME; n += 1) {
    const known = await findPerson(db, issuer, subject);
    if (known !== null) return known;
    const name = n === 1 ? wanted : `${wanted} (${n})`;
    await insertPerson(db, { issuer, subject, name, nameKey: name.toLowerCase(), at: now });
  }
  throw new Error("assertion: a thousand people of one name");
}

function shownName({ name, subject }: Identity): string {
  for (const text of [name ?? "", subject]) {
    const shown = normaliseName([...normaliseName(text.replace(UNSHOWN, " "))].slice(0, LONGEST).join(""));
    if (shown !== "") return shown;
  }
  return "nameless";
}
