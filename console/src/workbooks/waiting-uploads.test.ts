import { expect, test } from "vitest";
import { waitingUploads, type ListedUpload } from "./waiting-uploads.ts";

function listed(upload: string, over: Partial<ListedUpload> = {}): ListedUpload {
  return {
    upload,
    state: "ready",
    workbook: null,
    file: "matrix_2024.xlsx",
    kind: "commission-matrices",
    year: 2024,
    errors: 0,
    warnings: 0,
    changes: 1,
    markets: ["SE"],
    overtaken: false,
    askOn: false,
    sha256: "s",
    uploadedBy: "Frida Finance",
    uploadedAt: "2024-05-02T08:00:00.000Z",
    expiresAt: "2024-05-02T12:00:00.000Z",
    ...over,
  };
}

const later = "2024-05-02T09:00:00.000Z";
const file = new File(["x"], "matrix_2024.xlsx");

test("what is in force waits no more", () => {
  const rows = waitingUploads([listed("a", { state: "activated" }), listed("b", { state: "refused" })], []);
  expect(rows.map(({ upload }) => upload.upload)).toEqual(["b"]);
});

test("a refused one is told to be replaced once another of its name was read", () => {
  const refused = listed("a", { state: "refused" });
  const replaced = (...others: ListedUpload[]) => waitingUploads([...others, refused], []).at(-1)?.isReplaced;
  expect(replaced(listed("b", { uploadedAt: later }))).toBe(true);
  expect(replaced(listed("b", { uploadedAt: later, state: "activated" }))).toBe(true);
  expect(replaced(listed("b", { uploadedAt: later, state: "awaited" }))).toBe(false);
  expect(replaced(listed("b", { uploadedAt: later, file: "targets_2024.xlsx" }))).toBe(false);
});

test("what this page sends itself stands in one list alone", () => {
  const awaited = listed("a", { state: "awaited" });
  const shown = (step: "sending" | "reading" | { place: string }) => {
    const told = typeof step === "string" ? { step } : ({ step: "scanning", ...step } as const);
    return waitingUploads([awaited], [{ file, state: { kind: "on-its-way", step: told } }]).length;
  };
  const failed = { kind: "failed", error: null, place: "a" } as const;
  expect(waitingUploads([awaited], [{ file, state: failed }])).toEqual([]);
  expect([shown("reading"), shown({ place: "a" }), shown({ place: "b" })]).toEqual([0, 0, 1]);
  expect(
    waitingUploads([listed("a")], [{ file, state: { kind: "on-its-way", step: { step: "reading" } } }]),
  ).toHaveLength(1);
});
