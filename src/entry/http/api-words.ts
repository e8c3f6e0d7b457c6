/**
 * What flows say to who types commands, said to who uses the API. In: a refusal. Out: its facts without what speaks of commands and options,
 * and what to do here instead. A sentence that names a command is left out as a whole: half of one would say something else.
 */
import type { Refusal } from "../../domain/refusal.ts";

/** In place of everything that the flow says. */
const INSTEAD: Readonly<Record<string, string>> = {
  "four-eyes":
    "You started this close or uploaded a workbook that it uses, and so cannot approve it. Somebody else has to.",
  "reason-missing": "A reason is needed: say why.",
};

/** After what is left of it. */
const TO_DO: Readonly<Record<string, string>> = {
  "close-unknown": "GET /closes lists those that there are.",
  "close-running": "Wait for it to end, then ask again.",
  "close-stale": "Calculate it anew with POST /closes, and look at what it proposes now.",
  "close-decided": "To settle what has changed since, calculate a close anew with POST /closes.",
  "contracts-missing":
    "Have the source send what is missing, or let the close go on without it with POST /totals/waiver.",
  "reconciliation-open":
    "Find out how it came about. When it is mended, reconcile again with POST /reconciliations; when it is explained, waive it with POST /differences/waiver. Then ask again.",
  "totals-unknown": "Check the market and the month: GET /totals lists those that totals were sent for.",
  "gap-unknown": "GET /totals shows where contracts are missing.",
  "difference-unknown": "GET /differences lists those that there are. Nothing was waived.",
  "rejected-unknown": "GET /rejected lists those that there are.",
  "rejected-decided": "Nothing was done: GET /rejected shows which are open.",
  "several-markets": "Say which one with the parameter `market`.",
  "volume-without-financed": "Give `financed` too.",
};

/** Whatever only somebody at a terminal can do. */
const OF_COMMANDS =
  /\bopencommission\b|(?<!\S)--\w|\b[Rr]un (?:close|reconcile|deliver|verify|the command|migrate)\b|\brun the command again\b|\brepeat the command\b|deliver --again/;

export function apiDetail({ code, message }: Refusal): string {
  const instead = INSTEAD[code];
  if (instead !== undefined) return instead;
  const kept = message
    .split("\n")
    .map((line) =>
      line
        .split(/(?<=[.;:]) /)
        .filter((sentence) => !OF_COMMANDS.test(sentence))
        .join(" ")
        .replace(/[;:,]$/, "."),
    )
    .filter((line) => line.trim() !== "");
  return [kept.join("\n").trim(), TO_DO[code] ?? ""].filter((text) => text !== "").join(" ");
}
