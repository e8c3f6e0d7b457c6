/**
 * What a PDF of our compiler tells who cannot see it. In: its bytes. Out: its catalog, its tags as a tree, its fonts, its pages.
 * It reads what Typst 0.14 writes, where all objects but streams stand as plain text, and no other PDF.
 */
export interface Tag {
  readonly name: string;
  /** Of a head's cell: which cells it is the head of. */
  readonly scope: string | null;
  readonly tags: readonly Tag[];
}

export interface PdfStructure {
  readonly catalog: string;
  readonly metadata: string;
  readonly root: Tag;
  /** The composite fonts with their descriptors, each as one text. */
  readonly fonts: readonly string[];
  readonly pages: readonly string[];
}

export function pdfStructure(pdf: Uint8Array): PdfStructure {
  const text = Buffer.from(pdf).toString("latin1");
  const objects = new Map<string, string>();
  for (const [, id = "", body = ""] of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) objects.set(id, body);
  const ofType = (type: string): string[] =>
    [...objects.values()].filter((body) => new RegExp(`/Type /${type}\\n`).test(body));
  const refer = (body: string, key: string): string => {
    const id = new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(body)?.[1];
    return id === undefined ? "" : (objects.get(id) ?? "");
  };
  const catalog = ofType("Catalog").at(-1) ?? "";
  const fonts = ofType("Font").filter((body) => body.includes("/Subtype /Type0"));
  return {
    catalog,
    metadata: Buffer.from(refer(catalog, "Metadata"), "latin1").toString("utf8"),
    root: tagOf(objects, refer(refer(catalog, "StructTreeRoot"), "K")),
    fonts: fonts.map((font) => {
      const descendant = refer(font, "DescendantFonts");
      return `${font}\n${refer(descendant, "FontDescriptor")}`;
    }),
    pages: ofType("Page"),
  };
}

function tagOf(objects: ReadonlyMap<string, string>, body: string): Tag {
  // Kids are references to further tags, and numbers or dictionaries of content.
  const kids = /\/K \[([^\]]*)\]|\/K (\d+ 0 R)/.exec(body);
  const ids = [...(kids?.[1] ?? kids?.[2] ?? "").matchAll(/(\d+) 0 R/g)].map(([, id = ""]) => objects.get(id) ?? "");
  return {
    name: /\/S \/(\w+)/.exec(body)?.[1] ?? "",
    scope: /\/Scope \/(\w+)/.exec(body)?.[1] ?? null,
    tags: ids.filter((kid) => kid.includes("/Type /StructElem")).map((kid) => tagOf(objects, kid)),
  };
}

/** Every tag of the name, in the order of reading. */
export function tagsNamed(root: Tag, name: RegExp): Tag[] {
  return [...(name.test(root.name) ? [root] : []), ...root.tags.flatMap((tag) => tagsNamed(tag, name))];
}
