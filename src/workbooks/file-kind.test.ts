import { expect, test } from "vitest";
import { fileKind } from "./file-kind.ts";

test.each([
  ["commission_matrices_2024.xlsx", "commission-matrices", 2024],
  ["commission_matrix_2024.xlsx", "commission-matrices", 2024],
  ["matrices_2025.xlsx", "commission-matrices", 2025],
  ["matrix_2025.xlsx", "commission-matrices", 2025],
  ["agent_volume_sales_targets_2024.xlsx", "sales-targets", 2024],
  ["sales_targets_2024.xlsx", "sales-targets", 2024],
  ["targets_2024.xlsx", "sales-targets", 2024],
  ["Uploads/2026/Commission_MATRIX_2024.XLSX", "commission-matrices", 2024],
  ["C:\\finance\\Targets_2024.xlsx", "sales-targets", 2024],
])("%s holds %s of %i", (name, kind, year) => {
  expect(fileKind(name)).toEqual({ kind, year });
});

test.each([
  ["rates_2024.xlsx"],
  ["matrix_2024.xlsm"],
  ["matrix_24.xlsx"],
  ["matrix_2024 (1).xlsx"],
  ["my_matrix_2024.xlsx"],
  ["matrix_2024.xlsx/"],
  ["matrix_2024.xlsx.exe"],
  ["matrix_２０２４.xlsx"],
  [""],
])("the name %j is refused with the patterns", (name) => {
  const problem = fileKind(name);
  expect(problem).toMatchObject({ code: "file-name", severity: "error", sheet: null, cell: null });
  expect(problem).toHaveProperty("message", expect.stringContaining("agent_volume_sales_targets_YYYY.xlsx"));
  expect(problem).toHaveProperty("message", expect.stringContaining("commission_matrix_YYYY.xlsx"));
});
