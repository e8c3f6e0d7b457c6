/**
 * A workbook of commission matrices read for a trial: nothing of it is stored.
 */
import { DEFAULT_PLAN } from "../domain/plan.ts";
import { done, refused, type Outcome } from "../domain/refusal.ts";
import { runIsolated } from "./read-isolated.ts";
import type { ReadMatrix } from "./workbook-changes.ts";

export async function readMatrixFile(file: {
  readonly name: string;
  readonly bytes: Uint8Array;
}): Promise<Outcome<readonly ReadMatrix[]>> {
  const { content, problems } = await runIsolated({
    fileName: file.name,
    bytes: file.bytes,
    context: {
      knownAgents: new Set(),
      highestRatePpm: DEFAULT_PLAN.highestRatePpm,
      highestRatePpmOf: new Map(),
    },
  });
  if (content?.kind === "commission-matrices") return done(content.matrices);
  const first = problems.find((p) => p.severity === "error");
  const why = first === undefined ? "it holds sales targets" : `${first.message} (found ${first.found})`;
  return refused("matrix-file-refused", `${file.name} gives no commission matrices: ${why}`, { file: file.name });
}
