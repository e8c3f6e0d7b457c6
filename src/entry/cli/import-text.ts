/**
 * What an import found and did, for people: the problems by kind with their cells, the changes, the effect in money.
 */
import { grouped } from "../../domain/grouped.ts";
import { formatMinor } from "../../domain/money.ts";
import type { WorkbookProblem } from "../../domain/problem.ts";
import { percentText } from "../../domain/rate.ts";
import type { Statement } from "../../domain/statement.ts";
import type { ImportedFile } from "../../flows/import-workbook.ts";
import { signed, textTable } from "./text-table.ts";

const MOST_CHANGES = 30;
const MOST_OF_A_KIND = 5;

export function importedFileText(file: ImportedFile): string[] {
  return [headline(file), ...problemLines(file.problems), ...changeLines(file), ...effectLines(file)];
}

function headline(file: ImportedFile): string {
  const what =
    file.kind === null
      ? ""
      : ` (${file.kind === "commission-matrices" ? "commission matrices" : "sales targets"} of ${file.year})`;
  switch (file.status) {
    case "imported":
      return `${file.file}${what}: imported. ${contents(file)}`;
    case "unchanged":
      return `${file.file}${what}: unchanged; it says what is in force already.`;
    case "dry-run":
      return `${file.file}${what}: nothing was changed (dry run). ${contents(file)}`;
    case "refused": {
      const errors = file.problems.filter((p) => p.severity === "error").length;
      return `${file.file}${what}: refused, nothing was changed. ${errors} ${errors === 1 ? "error" : "errors"}:`;
    }
    default:
      return file.status satisfies never;
  }
}

function contents(file: ImportedFile): string {
  if (file.kind === "sales-targets") {
    const agents = new Set(file.targets.map((t) => t.agentId)).size;
    return `${file.targets.length} targets of ${agents} agents, ${file.changes.length} of them other than before.`;
  }
  const versions = file.matrices.map((m) =>
    m.version === null ? m.matrix.market : `${m.matrix.market} version ${m.version}`,
  );
  return `Matrices: ${versions.join(", ")}.`;
}

/** Errors first; of many problems of one kind the first few, and how many more there are. */
function problemLines(problems: readonly WorkbookProblem[]): string[] {
  const ordered = [
    ...problems.filter((p) => p.severity === "error"),
    ...problems.filter((p) => p.severity === "warning"),
  ];
  const shown = new Map<string, number>();
  const lines: string[] = [];
  for (const p of ordered) {
    const seen = (shown.get(p.code) ?? 0) + 1;
    shown.set(p.code, seen);
    if (p.severity === "warning" && seen > MOST_OF_A_KIND) continue;
    const where = p.sheet === null ? "" : ` ${p.sheet}${p.cell === null ? "" : `!${p.cell}`}`;
    lines.push(`  ${p.severity} ${p.code}${where}: ${p.message}`, `      found ${p.found}; expected ${p.expected}`);
  }
  for (const [code, count] of shown) {
    const isWarning = ordered.some((p) => p.code === code && p.severity === "warning");
    if (isWarning && count > MOST_OF_A_KIND)
      lines.push(`  … and ${count - MOST_OF_A_KIND} more warnings ${code} (--json lists all).`);
  }
  return lines;
}

function changeLines(file: ImportedFile): string[] {
  if (file.status !== "dry-run") return [];
  const rows = file.changes
    .slice(0, MOST_CHANGES)
    .map((c) => [
      c.cell === null ? c.sheet : `${c.sheet}!${c.cell}`,
      `${c.at} ${c.what}`,
      figure(c.before),
      figure(c.after),
    ]);
  const lines = textTable(
    [{ title: "cell" }, { title: "what" }, { title: "now", right: true }, { title: "then", right: true }],
    rows,
  );
  const more = file.changes.length - rows.length;
  return [
    ...lines.map((line) => `  ${line}`),
    ...(more > 0 ? [`  … and ${more} more changes (--json lists all).`] : []),
  ];
}

function figure(text: string | null): string {
  if (text === null) return "–";
  return text.endsWith("%") ? text : grouped(text);
}

function effectLines(file: ImportedFile): string[] {
  if (file.status !== "dry-run") return [];
  if (file.effects.length === 0) return ["  No statement would come out otherwise."];
  return file.effects.flatMap((e) => {
    const money = (minor: bigint): string => grouped(formatMinor(minor, e.exponent));
    const difference = signed(formatMinor(e.afterMinor - e.beforeMinor, e.exponent));
    const rows = e.statements.map(({ before, after }) => [
      before.agentId,
      outcome(before),
      outcome(after),
      change(before, after, e.exponent),
    ]);
    const table = textTable(
      [{ title: "agent" }, { title: "now" }, { title: "then" }, { title: "difference", right: true }],
      rows,
    );
    return [
      `  ${e.market} ${e.period}: commission ${money(e.beforeMinor)} -> ${money(e.afterMinor)} ${e.currency} (${difference})`,
      ...table.map((line) => `    ${line}`),
    ];
  });
}

function outcome(statement: Statement): string {
  if (statement.status === "blocked") return `blocked: ${statement.reason}`;
  return `${statement.status} at ${percentText(statement.ratePpm)}`;
}

function change(before: Statement, after: Statement, exponent: number): string {
  return signed(formatMinor((after.commissionMinor ?? 0n) - (before.commissionMinor ?? 0n), exponent));
}
