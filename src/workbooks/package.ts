/**
 * The package: which part is which, by relationships and content types (ECMA-376 part 2).
 * In: the unpacked parts by lower-case name. Out: relationships, part names, content types.
 */
import { CONTENT_TYPES, PACKAGE_RELATIONSHIPS, streamVocabulary } from "./namespaced-xml.ts";

export interface Relationship {
  readonly id: string;
  /** The last step of its type: `worksheet`, `sharedStrings`; the same in the transitional and the strict form. */
  readonly type: string;
  /** The lower-case name of the part, or null when the target is outside the package or no path inside it. */
  readonly part: string | null;
  readonly external: boolean;
}

export interface ContentTypes {
  /** By lower-case extension and by lower-case part name. */
  readonly defaults: ReadonlyMap<string, string>;
  readonly overrides: ReadonlyMap<string, string>;
}

/** The relationships of a part (of the package itself for ""); none when it has no such part. */
export function relationshipsOf(parts: ReadonlyMap<string, Uint8Array>, source: string): readonly Relationship[] {
  const slash = source.lastIndexOf("/") + 1;
  const bytes = parts.get(`${source.slice(0, slash)}_rels/${source.slice(slash)}.rels`);
  const found: Relationship[] = [];
  if (!bytes) return found;
  streamVocabulary(bytes, PACKAGE_RELATIONSHIPS, {
    open: (name, attributes) => {
      if (name !== "Relationship") return;
      const external = attributes["TargetMode"] === "External";
      const part = external ? null : partName(source.slice(0, slash), attributes["Target"] ?? "");
      found.push({ id: attributes["Id"] ?? "", type: lastStep(attributes["Type"] ?? ""), part, external });
    },
  });
  return found;
}

/** The part in which the workbook itself stands; null when the package names none or it is not there. */
export function workbookPart(parts: ReadonlyMap<string, Uint8Array>): string | null {
  const named = relationshipsOf(parts, "").find((r) => r.type === "officeDocument")?.part ?? null;
  return named !== null && parts.has(named) ? named : null;
}

export function contentTypes(parts: ReadonlyMap<string, Uint8Array>): ContentTypes {
  const defaults = new Map<string, string>();
  const overrides = new Map<string, string>();
  const bytes = parts.get("[content_types].xml");
  if (bytes) {
    streamVocabulary(bytes, CONTENT_TYPES, {
      open: (name, attributes) => {
        const type = (attributes["ContentType"] ?? "").trim().toLowerCase();
        if (name === "Default") defaults.set((attributes["Extension"] ?? "").toLowerCase(), type);
        else if (name === "Override") overrides.set(partName("", attributes["PartName"] ?? "") ?? "", type);
      },
    });
  }
  return { defaults, overrides };
}

export function contentTypeOf(types: ContentTypes, part: string): string {
  return types.overrides.get(part) ?? types.defaults.get(part.slice(part.lastIndexOf(".") + 1)) ?? "";
}

/** Resolves a target against its folder; null when it climbs out of the package. */
function partName(folder: string, target: string): string | null {
  const path = target.startsWith("/") ? target.slice(1) : folder + target;
  const steps: string[] = [];
  for (const step of path.split("#", 1).join("").split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return decodePercent(steps.join("/")).toLowerCase();
}

function decodePercent(path: string): string {
  return path.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function lastStep(type: string): string {
  return type.slice(type.lastIndexOf("/") + 1);
}
