/**
 * Where the elements of an XML part stand in its text, so that something can be put between them and every other
 * character stays as it was.
 * In: the text of a part that passed the door (well-formed, no DTD). Out: elements with their positions; the text with edits made.
 */
import { SaxesParser } from "saxes";

export interface OutlineElement {
  readonly local: string;
  /** As written: `x:row` or `row`. */
  readonly name: string;
  /** With its colon, or empty: what stands before the names of elements of the same namespace. */
  readonly prefix: string;
  /** The namespace that this very element declares for its own prefix, else empty; a root always does. */
  readonly namespace: string;
  /** By local name, declarations of namespaces left out: the parts that are edited have no two that differ by prefix only. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Index in the outline, null for the root. */
  readonly parent: number | null;
  /** 1 for the root. */
  readonly depth: number;
  readonly selfClosing: boolean;
  /** Offsets in UTF-16 units: of `<`, behind the opening tag, of the closing tag's `<`, behind the closing tag. */
  readonly start: number;
  readonly openEnd: number;
  readonly closeStart: number;
  readonly end: number;
  /** The text directly inside. */
  readonly text: string;
}

type Growing = { -readonly [Key in keyof OutlineElement]: OutlineElement[Key] };

/**
 * The elements in document order.
 * @param keep decides by the local names from the root down; what is left out leaves its descendants out too
 */
export function outlineXml(xml: string, keep: (path: readonly string[]) => boolean): readonly OutlineElement[] {
  const elements: Growing[] = [];
  /** The index of each open element, null when it is left out. */
  const open: (number | null)[] = [];
  const path: string[] = [];
  const current = (): Growing | undefined => elements[open.at(-1) ?? -1];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw new Error(`assertion: a part that passed the door is not well-formed: ${error.message}`);
  });
  parser.on("opentag", (tag) => {
    const parent = open.at(-1) ?? null;
    path.push(localName(tag.name));
    const kept = (open.length === 0 || parent !== null) && keep(path);
    open.push(kept ? elements.length : null);
    if (kept) elements.push(opened(xml, parser.position, tag, parent, path.length));
  });
  const addText = (text: string): void => {
    const element = current();
    if (element) element.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const element = current();
    path.pop();
    open.pop();
    if (!element || element.selfClosing) return;
    element.end = parser.position;
    element.closeStart = xml.lastIndexOf("<", element.end - 1);
  });
  parser.write(xml).close();
  return elements;
}

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly isSelfClosing: boolean;
}

function opened(xml: string, openEnd: number, tag: Tag, parent: number | null, depth: number): Growing {
  const { name } = tag;
  const prefix = name.slice(0, name.indexOf(":") + 1);
  const declared = Object.entries(tag.attributes).filter(([key]) => !/^xmlns(?::|$)/.test(key));
  return {
    local: localName(name),
    name,
    prefix,
    namespace: tag.attributes[prefix === "" ? "xmlns" : `xmlns:${prefix.slice(0, -1)}`] ?? "",
    attributes: new Map(declared.map(([key, value]) => [localName(key), value])),
    parent,
    depth,
    selfClosing: tag.isSelfClosing,
    // A well-formed tag has no `<` inside.
    start: xml.lastIndexOf("<", openEnd - 1),
    openEnd,
    closeStart: openEnd,
    end: openEnd,
    text: "",
  };
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

export interface Edit {
  readonly from: number;
  /** Equal to `from` when nothing is taken out. */
  readonly to: number;
  readonly insert: string;
}

/** Puts content at the end of an element, which is opened up when it closes itself. */
export function insertAtEnd(element: OutlineElement, content: string): Edit {
  if (!element.selfClosing) return { from: element.closeStart, to: element.closeStart, insert: content };
  return { from: element.openEnd - 2, to: element.openEnd, insert: `>${content}</${element.name}>` };
}

/** The text with all edits made; of edits at one place the first given comes first. They must not overlap. */
export function applyEdits(xml: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const edit of edits.toSorted((a, b) => a.from - b.from)) {
    if (edit.from < done) throw new Error("assertion: edits overlap");
    pieces.push(xml.slice(done, edit.from), edit.insert);
    done = edit.to;
  }
  return pieces.join("") + xml.slice(done);
}

/** Text as it can stand in XML: what XML 1.0 cannot hold is left out, line ends become `\n`. */
export function escapeXmlText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, "\n")
      // XML 1.0, production 2 (Char).
      .replace(/[^\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}
