/**
 * The part that holds the notes of a sheet (`xl/commentsN.xml`; ECMA-376 part 1, 18.7).
 * In: the part as it was, if there was one, and new notes by cell. Out: the part with both. A note that someone wrote is kept, and ours
 * follows it in the same note; one that an earlier annotation left is replaced, or taken away when its cell is in order now.
 */
import { applyEdits, escapeXmlText, insertAtEnd, outlineXml, type Edit, type OutlineElement } from "./xml-outline.ts";

const NOTE_AUTHOR = "OpenCommission";

/** Stands above our words. Ownership goes by it and not by the author, whom LibreOffice and Google Sheets forget. */
export const NOTE_HEADING = "OpenCommission";
const OUR_START = /(?:^|(?:\r?\n){2})OpenCommission\r?\n/;

export interface WrittenComments {
  readonly xml: string;
  /** The cells of all notes in the part. */
  readonly cells: readonly string[];
  /** The cells whose note was taken away. */
  readonly removed: readonly string[];
}

function runXml(prefix: string, text: string): string {
  const font = `<${prefix}sz val="9"/><${prefix}color indexed="81"/><${prefix}rFont val="Tahoma"/><${prefix}family val="2"/>`;
  return `<${prefix}r><${prefix}rPr>${font}</${prefix}rPr><${prefix}t xml:space="preserve">${escapeXmlText(text)}</${prefix}t></${prefix}r>`;
}

function commentXml(prefix: string, cell: string, author: number, text: string): string {
  return `<${prefix}comment ref="${cell}" authorId="${author}"><${prefix}text>${runXml(prefix, text)}</${prefix}text></${prefix}comment>`;
}

/** @param namespace of the sheet: transitional or strict */
export function newComments(namespace: string, notes: ReadonlyMap<string, string>): WrittenComments {
  const list = [...notes].map(([cell, text]) => commentXml("", cell, 0, text)).join("");
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="${namespace}"><authors><author>${NOTE_AUTHOR}</author></authors><commentList>${list}</commentList></comments>`;
  return { xml, cells: [...notes.keys()], removed: [] };
}

interface Existing {
  readonly element: OutlineElement;
  readonly cell: string;
  readonly text: OutlineElement | null;
  /** The pieces of the text that are no phonetic hints, and the `t` elements in them. */
  readonly runs: readonly OutlineElement[];
  readonly pieces: readonly OutlineElement[];
  /** How much of its text a person wrote; the rest an earlier annotation left. */
  readonly theirs: number;
}

function existingComments(elements: readonly OutlineElement[]): readonly Existing[] {
  const children = Map.groupBy(elements.keys(), (index) => elements[index]?.parent ?? -1);
  const childrenOf = (index: number): readonly number[] => children.get(index) ?? [];
  const named = (indexes: readonly number[], ...names: readonly string[]): readonly number[] =>
    indexes.filter((index) => names.includes(elements[index]?.local ?? ""));
  const at = (indexes: readonly number[]): readonly OutlineElement[] =>
    indexes.flatMap((index) => elements[index] ?? []);

  return elements.flatMap((element, index) => {
    if (element.local !== "comment" || element.depth !== 3) return [];
    const texts = named(childrenOf(index), "text");
    const runs = named(texts.flatMap(childrenOf), "t", "r");
    const pieces = at(runs.flatMap((run) => (elements[run]?.local === "t" ? [run] : named(childrenOf(run), "t"))));
    const words = pieces.map(({ text }) => text).join("");
    const cell = (element.attributes.get("ref") ?? "").replaceAll("$", "").toUpperCase();
    const theirs = OUR_START.exec(words)?.index ?? words.length;
    return [{ element, cell, text: at(texts)[0] ?? null, runs: at(runs), pieces, theirs }];
  });
}

/** Takes out what stands behind the words of the person. */
function cutEdits({ pieces, theirs }: Existing): readonly Edit[] {
  let before = 0;
  return pieces.flatMap((piece) => {
    const left = Math.max(0, theirs - before);
    before += piece.text.length;
    if (left >= piece.text.length) return [];
    return [{ from: piece.openEnd, to: piece.closeStart, insert: escapeXmlText(piece.text.slice(0, left)) }];
  });
}

/** Puts our words behind those of the person, in front of phonetic hints. */
function appendEdit({ element, text, runs, theirs }: Existing, prefix: string, note: string): Edit {
  const run = runXml(prefix, theirs === 0 ? note : `\n\n${note}`);
  const last = runs.at(-1);
  if (last) return { from: last.end, to: last.end, insert: run };
  return text ? insertAtEnd(text, run) : insertAtEnd(element, `<${prefix}text>${run}</${prefix}text>`);
}

/** The part with the notes added. */
export function addToComments(xml: string, notes: ReadonlyMap<string, string>): WrittenComments {
  const elements = outlineXml(xml, () => true);
  const root = elements[0];
  if (!root) throw new Error("assertion: a comments part without a root");
  const { prefix } = root;
  const authors = elements.find(({ local, depth }) => local === "authors" && depth === 2);
  const list = elements.find(({ local, depth }) => local === "commentList" && depth === 2);
  if (!list) return newComments(root.namespace, notes);
  const authorNames = elements.filter(({ local, depth }) => local === "author" && depth === 3).map(({ text }) => text);
  const known = authorNames.indexOf(NOTE_AUTHOR);

  const edits: Edit[] = [];
  const kept: string[] = [];
  const removed: string[] = [];
  const waiting = new Map(notes);
  for (const comment of existingComments(elements)) {
    const note = waiting.get(comment.cell);
    const onlyOurs = comment.theirs === 0 && comment.pieces.some(({ text }) => text !== "");
    if (onlyOurs) {
      edits.push({ from: comment.element.start, to: comment.element.end, insert: "" });
      if (note === undefined) removed.push(comment.cell);
      continue;
    }
    kept.push(comment.cell);
    edits.push(...cutEdits(comment));
    if (note !== undefined) edits.push(appendEdit(comment, prefix, note));
    waiting.delete(comment.cell);
  }
  const author = known >= 0 ? known : authorNames.length;
  const authorXml = known >= 0 || waiting.size === 0 ? "" : `<${prefix}author>${NOTE_AUTHOR}</${prefix}author>`;
  if (authors) edits.push(insertAtEnd(authors, authorXml));
  else
    edits.push({ from: root.openEnd, to: root.openEnd, insert: `<${prefix}authors>${authorXml}</${prefix}authors>` });
  edits.push(insertAtEnd(list, [...waiting].map(([cell, note]) => commentXml(prefix, cell, author, note)).join("")));
  return { xml: applyEdits(xml, edits), cells: [...new Set([...kept, ...notes.keys()])], removed };
}
