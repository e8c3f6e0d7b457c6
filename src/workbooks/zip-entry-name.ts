/**
 * Names of zip entries: which cannot be a part's.
 * In: a name as the directory has it. Out: what is wrong with it, or null.
 */

/** What is wrong with the path of an entry, as the end of a sentence; null when nothing is. */
export function entryNameFault(name: string): string | null {
  if (name === "") return "has no name";
  if (/\p{Cc}/u.test(name)) return "has a control character in its name";
  if (name.includes("\\")) return "has a backslash in its path";
  if (name.startsWith("/") || /^[a-z]:/i.test(name)) return "has an absolute path";
  const steps = (name.endsWith("/") ? name.slice(0, -1) : name).split("/");
  if (steps.includes("..")) return "has a path that climbs";
  return steps.some((step) => step === "" || step === ".") ? "has an empty step in its path" : null;
}
