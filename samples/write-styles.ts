/**
 * Collects the looks of a sample workbook's cells and writes them as `xl/styles.xml`.
 * In: looks, as the cells are written. Out: the number of each look, and the part's XML.
 */
import { escapeXml } from "./escape-xml.ts";
import type { Dialect, Look } from "./sample-cell.ts";

/** Number formats that every program knows by number (ECMA-376 part 1, 18.8.30). */
const BUILT_IN: Readonly<Record<string, number>> = {
  General: 0,
  "#,##0": 3,
  "#,##0.00": 4,
  "0%": 9,
  "0.00%": 10,
  "mmm-yy": 17,
};

export interface Styles {
  /** The look's number, for a cell's `s`. */
  indexOf(look: Look): number;
  xml(): string;
}

/** A list in which each distinct piece of XML has one number. */
function createPool(first: readonly string[]): { indexOf(xml: string): number; list(): readonly string[] } {
  const pool = [...first];
  return {
    indexOf: (xml) => {
      const index = pool.indexOf(xml);
      return index >= 0 ? index : pool.push(xml) - 1;
    },
    list: () => pool,
  };
}

function section(name: string, items: readonly string[]): string {
  return items.length === 0 ? "" : `<${name} count="${items.length}">${items.join("")}</${name}>`;
}

const FONTS: Readonly<Record<Dialect, readonly [name: string, size: number]>> = {
  excel: ["Calibri", 11],
  libreoffice: ["Liberation Sans", 10],
  google: ["Arial", 10],
};

export function createStyles(dialect: Dialect): Styles {
  const [fontName, fontSize] = FONTS[dialect];
  const fontXml = (look: Look): string =>
    `<font>${look.bold ? "<b/>" : ""}${look.italic ? "<i/>" : ""}<sz val="${look.size ?? fontSize}"/>${look.color === undefined ? "" : `<color rgb="FF${look.color}"/>`}<name val="${fontName}"/></font>`;
  const side = (name: string): string => `<${name} style="thin"><color rgb="FFBFBFBF"/></${name}>`;
  const boxed = `<border>${["left", "right", "top", "bottom"].map(side).join("")}<diagonal/></border>`;

  const fonts = createPool([fontXml({})]);
  const fills = createPool([
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
  ]);
  const borders = createPool(["<border><left/><right/><top/><bottom/><diagonal/></border>"]);
  const formats = createPool([]);
  const formatId = (code: string): number => {
    const known = dialect === "libreoffice" ? undefined : BUILT_IN[code];
    return known ?? 164 + formats.indexOf(code);
  };
  const xfXml = (look: Look): string => {
    const fill =
      look.fill === undefined
        ? 0
        : fills.indexOf(`<fill><patternFill patternType="solid"><fgColor rgb="FF${look.fill}"/></patternFill></fill>`);
    const align = look.align === undefined ? "" : `<alignment horizontal="${look.align}"/>`;
    return `<xf numFmtId="${formatId(look.format ?? "General")}" fontId="${fonts.indexOf(fontXml(look))}" fillId="${fill}" borderId="${look.border ? borders.indexOf(boxed) : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${align}</xf>`;
  };
  const looks = createPool([xfXml({})]);
  return {
    indexOf: (look) => looks.indexOf(xfXml(look)),
    xml: () => {
      const numberFormats = formats
        .list()
        .map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escapeXml(code)}"/>`);
      return [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
        section("numFmts", numberFormats),
        section("fonts", fonts.list()),
        section("fills", fills.list()),
        section("borders", borders.list()),
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
        section("cellXfs", looks.list()),
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
      ].join("");
    },
  };
}
