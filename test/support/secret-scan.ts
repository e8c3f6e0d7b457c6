/**
 * Looks for credentials in texts: by the forms that well-known issuers give them, and by names of secrets beside values that look random.
 * In: lines. Out: what was found, with the secret itself cut, since what is found is printed.
 */
export interface FoundSecret {
  readonly kind: string;
  readonly where: string;
  /** The first characters and the length. */
  readonly cut: string;
}

const FORMS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["aws access key", /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z2-7]{16}\b/g],
  ["private key", /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\\n|\s)*[A-Za-z0-9+/=]{40,}/g],
  ["github token", /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})/g],
  ["gitlab token", /\bglpat-[\w-]{20}/g],
  ["npm token", /\bnpm_[A-Za-z0-9]{36}\b/g],
  ["slack token", /\bxox[abprs]-[\w-]{20,}/g],
  ["google key", /\bAIza[\w-]{35}/g],
  ["stripe key", /\b[rs]k_live_[A-Za-z0-9]{20,}/g],
  ["azure secret", /\b[\w~.-]{3}8Q~[\w~.-]{34}/g],
  ["json web token", /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}/g],
  [
    "password in an address",
    /\b(?:postgres(?:ql)?|https?|amqps?|sftp):\/\/[^\s:/@"'`$]+:(?!\$|password@)[^\s/@"'`$]{8,}@/g,
  ],
];
const NAMED =
  /(?:secret|passw(?:or)?d|api[_-]?key|access[_-]?key|token|credential)\w*["']?\s*[:=]\s*["'`]([A-Za-z0-9+/_=~.-]{20,})["'`]/gi;
/** Bits a character: words and names have three and a half, random Base64 nearly five in forty characters. */
const RANDOM_BITS = 4.2;

export function secretsIn(text: string, where: string): FoundSecret[] {
  const byForm = FORMS.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({ kind, match: match[0] })),
  );
  const byName = [...text.matchAll(NAMED)]
    .map((match) => ({ kind: "named secret", match: match[1] ?? "" }))
    .filter(({ match }) => bitsOf(match) > RANDOM_BITS && !match.startsWith("arn:"));
  return [...byForm, ...byName].map(({ kind, match }) => ({
    kind,
    where,
    cut: `${match.slice(0, 12)}… (${match.length})`,
  }));
}

/** Every line that any commit added, with where it was. */
export function secretsInHistory(patch: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  let commit = "";
  let file = "";
  let added: string[] = [];
  const look = (): void => {
    // Together, since a key stands on many lines.
    if (added.length > 0) found.push(...secretsIn(added.join("\n"), `${commit} ${file}`));
    added = [];
  };
  for (const line of patch.split("\n")) {
    if (line.startsWith("+") && !line.startsWith("+++ ")) {
      added.push(line.slice(1));
      continue;
    }
    look();
    if (line.startsWith("commit ")) commit = line.slice(7, 19);
    else if (line.startsWith("+++ ")) file = line.slice(6);
    // What is said about a commit is published with it.
    else if (line.startsWith("    ")) found.push(...secretsIn(line, `${commit} its message`));
  }
  look();
  return found;
}

function bitsOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, n) => bits - (n / text.length) * Math.log2(n / text.length), 0);
}
