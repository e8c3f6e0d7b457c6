/**
 * XML of one vocabulary: elements by local name whatever their prefix, with the elements around them.
 * In: the bytes of a part and the namespaces that mean the vocabulary. Out: events; a foreign element has the name "".
 */
import { streamXml, type XmlFault } from "./xml-stream.ts";

export interface VocabularyHandlers {
  /** `path` holds the local names of the elements around this one, outermost first. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>, path: readonly string[]) => void;
  readonly close?: (name: string, path: readonly string[]) => void;
  readonly text?: (text: string, path: readonly string[]) => void;
}

interface Scope {
  readonly depth: number;
  /** Prefixes ("" is the default one) that stand for the vocabulary. */
  readonly prefixes: ReadonlySet<string>;
}

/** Both the transitional and the strict form of ISO/IEC 29500. */
export const SPREADSHEET: ReadonlySet<string> = new Set([
  "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  "http://purl.oclc.org/ooxml/spreadsheetml/main",
]);
export const PACKAGE_RELATIONSHIPS: ReadonlySet<string> = new Set([
  "http://schemas.openxmlformats.org/package/2006/relationships",
]);
export const CONTENT_TYPES: ReadonlySet<string> = new Set([
  "http://schemas.openxmlformats.org/package/2006/content-types",
]);

export function streamVocabulary(
  bytes: Uint8Array,
  vocabulary: ReadonlySet<string>,
  handlers: VocabularyHandlers,
): XmlFault | null {
  const path: string[] = [];
  const scopes: Scope[] = [{ depth: -1, prefixes: new Set() }];
  return streamXml(bytes, {
    open: (qualified, attributes) => {
      const outer = scopes.at(-1);
      const prefixes = declaredPrefixes(attributes, vocabulary, outer?.prefixes ?? new Set());
      if (prefixes) scopes.push({ depth: path.length, prefixes });
      const colon = qualified.indexOf(":");
      const prefix = colon < 0 ? "" : qualified.slice(0, colon);
      const name = (prefixes ?? outer?.prefixes)?.has(prefix) ? qualified.slice(colon + 1) : "";
      handlers.open?.(name, attributes, path);
      path.push(name);
    },
    close: () => {
      const name = path.pop() ?? "";
      if (scopes.at(-1)?.depth === path.length) scopes.pop();
      handlers.close?.(name, path);
    },
    ...(handlers.text ? { text: (piece: string) => handlers.text?.(piece, path) } : {}),
  });
}

/** The prefixes in force once an element's own declarations count; null when it declares none. */
function declaredPrefixes(
  attributes: Readonly<Record<string, string>>,
  vocabulary: ReadonlySet<string>,
  outer: ReadonlySet<string>,
): ReadonlySet<string> | null {
  let prefixes: Set<string> | null = null;
  for (const name in attributes) {
    if (!name.startsWith("xmlns") || (name.length > 5 && name[5] !== ":")) continue;
    prefixes ??= new Set(outer);
    const prefix = name.slice(6);
    if (vocabulary.has(attributes[name] ?? "")) prefixes.add(prefix);
    else prefixes.delete(prefix);
  }
  return prefixes;
}

/** An attribute in one of the namespaces of office relationships (`r:id`), whatever its prefix. */
export function relationshipId(attributes: Readonly<Record<string, string>>): string | null {
  for (const name in attributes) if (name.endsWith(":id")) return attributes[name] ?? null;
  return null;
}
