/**
 * Draws README's picture: what the demo prints, shortened, as text in a terminal's frame.
 * In: a run of the demo on a folder of its own. Out: docs/pictures/demo.svg. Run it with `node docs/pictures/draw-terminal.ts`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const COLUMNS = 116;
const FONT_PX = 13;
const COLUMN_PX = 7.83;
const LINE_PX = 18;
const MARGIN_PX = 18;
const BAR_PX = 30;

/** Parts of the report: from the line that begins so, and how many lines. */
const PARTS: readonly (readonly [begin: string, lines: number])[] = [
  ["contracts-2024-01", 1],
  ["Close SE-2024-01-1", 1],
  ["STATEMENTS", 7],
  ["SE      2024-01", 4],
  ["CORRECTIONS", 1],
  ["SE-2024-03-1: clawback", 3],
  ["DELIVERED", 4],
  ["RATE", 3],
  ["COMMISSION each", 8],
];

/** What the demo prints, with the name of its folder as a user would see it. */
function runDemo(): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "opencommission-picture-"));
  try {
    const run = spawnSync(process.execPath, [join(ROOT, "src/entry/cli/main.ts"), "demo", "--data", folder], {
      encoding: "utf8",
    });
    if (run.status !== 0) throw new Error(`the demo ended with ${run.status}: ${run.stderr}`);
    return run.stdout.replaceAll(folder, "data").split("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function excerpt(printed: readonly string[]): string[] {
  const shown = ["$ npm ci && npm run demo", "…"];
  let next = 0;
  for (const [begin, count] of PARTS) {
    const start = printed.findIndex((line, index) => index >= next && line.startsWith(begin));
    if (start === -1) throw new Error(`the demo prints no line that begins with "${begin}"`);
    const skipped = printed.slice(next, start).some((line) => line !== "");
    if (next > 0 && skipped) shown.push("…");
    const isHeading = /^[A-Z]{4,} /.test(begin) || /^[A-Z]{4,}$/.test(begin);
    if (isHeading && shown.at(-1) !== "") shown.push("");
    shown.push(...printed.slice(start, start + count));
    next = start + count;
  }
  return shown.map((line) => (line.length > COLUMNS ? `${line.slice(0, COLUMNS - 1)}…` : line));
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function colourOf(line: string): string {
  if (line.startsWith("$")) return "#7ee787";
  if (/^[─ ]+$/.test(line) || line === "…") return "#6e7681";
  return /^[A-Z]{4,}[ ,:]/.test(line) ? "#79c0ff" : "#e6edf3";
}

function draw(lines: readonly string[]): string {
  const width = Math.ceil(2 * MARGIN_PX + COLUMNS * COLUMN_PX);
  const height = BAR_PX + 2 * MARGIN_PX + lines.length * LINE_PX;
  const texts = lines.map((line, index) => {
    const y = BAR_PX + MARGIN_PX + index * LINE_PX + FONT_PX;
    return `<text x="${MARGIN_PX}" y="${y}" fill="${colourOf(line)}" xml:space="preserve">${escapeXml(line)}</text>`;
  });
  const dots = ["#ff5f57", "#febc2e", "#28c840"].map(
    (fill, index) => `<circle cx="${MARGIN_PX + 4 + index * 18}" cy="${BAR_PX / 2 + 2}" r="5.5" fill="${fill}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>What the demo prints, shortened</title>
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
<rect width="${width}" height="${BAR_PX}" rx="8" fill="#161b22"/>
${dots.join("\n")}
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT_PX}">
${texts.join("\n")}
</g>
</svg>
`;
}

writeFileSync(join(import.meta.dirname, "demo.svg"), draw(excerpt(runDemo())));
