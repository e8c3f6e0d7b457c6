import { describe, expect, test } from "vitest";
import { cellName, cellPlace, columnName } from "./cell-name.ts";
import { drawnRows, firstOf, layoutOf, stepFrom, type Sheet } from "./sheet-layout.ts";

function sheet(cells: Readonly<Record<string, string>>, merges: Sheet["merges"] = []): Sheet {
  return {
    name: "Sweden",
    hidden: false,
    cut: false,
    merges,
    cells: Object.entries(cells).map(([cell, shown]) => ({ cell, shown, ...(cellPlace(cell) ?? expect.fail(cell)) })),
  };
}

function marked(...cells: string[]): ReadonlyMap<string, null> {
  return new Map(cells.map((cell) => [cell, null]));
}

const B2_TO_C3 = { top: 2, left: 2, bottom: 3, right: 3 };

describe("cells are named as in Excel", () => {
  test.each([
    [1, "A"],
    [26, "Z"],
    [27, "AA"],
    [702, "ZZ"],
    [703, "AAA"],
    [16_384, "XFD"],
  ])("column %i is %s, and back", (column, name) => {
    expect(columnName(column)).toBe(name);
    expect(cellPlace(`${name}7`)).toEqual({ row: 7, column });
  });

  test.each(["", "A0", "a1", "A1:B2", "ABCD1", "1A", "$A$1"])("%j names no cell", (name) => {
    expect(cellPlace(name)).toBeNull();
  });
});

describe("a sheet's layout", () => {
  test("reaches to what is marked, though nothing is written there or it was cut off", () => {
    expect(layoutOf(sheet({ A1: "x" }), marked("D90000")).rows).toBeGreaterThan(90_000);
  });

  test("shows what was found in a marked cell that was cut off, and nothing in one that is empty", () => {
    const found = new Map([["D90000", "1.050"]]);
    expect(layoutOf({ ...sheet({ A1: "x" }), cut: true }, found).texts.get("D90000")).toBe("1.050");
    expect(layoutOf(sheet({ A1: "x" }), found).texts.get("D90000")).toBeUndefined();
  });

  test("a text runs over an empty neighbour instead of widening its column", () => {
    const long = "VOLUME TARGET ACHIEVEMENT OF THE YEAR";
    const alone = layoutOf(sheet({ A1: long }), marked());
    const beside = layoutOf(sheet({ A1: long, B1: "x" }), marked());
    expect(alone.spills).toEqual(new Set(["A1"]));
    expect(beside.spills.has("A1")).toBe(false);
    expect(beside.widthsPx[1] ?? 0).toBeGreaterThan(alone.widthsPx[1] ?? 0);
  });

  test("draws a merged cell once, with all its room, also when its first cell is out of view", () => {
    const layout = layoutOf(sheet({ B2: "merged" }, [B2_TO_C3]), marked());
    const names = (top: number) =>
      drawnRows(layout, { top, bottom: 4, left: 1, right: 4 }).flatMap(({ cells }) => cells.map((cell) => cell.name));
    expect(names(1)).toContain("B2");
    for (const covered of ["C2", "B3", "C3"]) expect(names(1)).not.toContain(covered);
    expect(names(3)).toEqual(["B2", "A3", "D3", "A4", "B4", "C4", "D4"]);
    const drawn = drawnRows(layout, { top: 2, bottom: 2, left: 2, right: 2 })[0]?.cells[0];
    expect(drawn).toMatchObject({ heightPx: 56, widthPx: (layout.widthsPx[2] ?? 0) + (layout.widthsPx[3] ?? 0) });
  });
});

describe("the arrow keys", () => {
  const layout = layoutOf(sheet({ B2: "merged" }, [B2_TO_C3]), marked());
  test.each([
    ["down", "A1", 1, 0, "A2"],
    ["left at the edge", "A1", 0, -1, "A1"],
    ["into a merged cell from below", "C4", -1, 0, "B2"],
    ["out of a merged cell to the right", "B2", 0, 1, "D2"],
    ["out of a merged cell downwards", "B2", 1, 0, "B4"],
  ])("go %s", (_what, from, down, right, to) => {
    const place = cellPlace(from) ?? expect.fail(from);
    expect(cellName(stepFrom(layout, place, down, right))).toBe(to);
  });

  test("a covered cell is the merged cell", () => {
    expect(cellName(firstOf(layout, { row: 3, column: 3 }))).toBe("B2");
  });
});
