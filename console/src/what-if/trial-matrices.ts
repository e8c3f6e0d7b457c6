/**
 * The matrices of a what-if. In: the statement, and the version or upload that the address names. Out: the one in force, the one to be used
 * instead, and whether they are still on their way.
 */
import { useAsk } from "../api/queries.ts";
import { useSearchTexts } from "../app/search.ts";
import type { ListedVersion } from "../matrix/matrix-choice.ts";
import { useMatrixVersion } from "../matrix/matrix-choice.ts";
import { matrixOf, matrixYear, type StatementRow } from "../matrix/statement-facts.ts";
import type { TriedMatrices } from "./try-out.ts";

export interface TrialMatrices {
  /** Of the statement's market and year, the newest first. */
  readonly versions: readonly ListedVersion[];
  readonly chosen: ListedVersion | null;
  /** The name of the file, when one's own upload is tried. */
  readonly uploaded: string | null;
  /** The upload has no matrix of this market and year. */
  readonly isNotInUpload: boolean;
  readonly matrices: TriedMatrices | null;
  readonly error: Error | null;
  readonly uploadError: Error | null;
}

export function useTrialMatrices(row: StatementRow): TrialMatrices {
  const { version, upload } = useSearchTexts();
  const year = matrixYear(row.period);
  const listed = useAsk("/matrices", { query: { market: row.market, year } });
  const versions = (listed.data?.matrices ?? []).toSorted((a, b) => b.version - a.version);
  const inForce = versions.find((m) => m.version === row.matrixVersion) ?? null;
  const chosen = versions.find((m) => String(m.version) === version) ?? inForce;
  const first = useMatrixVersion(inForce);
  const other = useMatrixVersion(chosen?.version === inForce?.version ? null : chosen);
  const file = useAsk("/uploads/{id}", { params: { id: upload ?? "" } }, { enabled: upload !== undefined });
  const ofFile = file.data?.file.matrices.find((m) => m.market === row.market && m.year === year);
  const found = ofFile ?? other.data;
  const isWaiting =
    listed.isPending ||
    (inForce !== null && first.data === undefined) ||
    (chosen?.version !== inForce?.version && other.data === undefined) ||
    (upload !== undefined && file.isPending);
  return {
    versions,
    chosen,
    uploaded: upload === undefined ? null : (file.data?.file.file ?? null),
    isNotInUpload: file.data !== undefined && ofFile === undefined,
    matrices: isWaiting
      ? null
      : {
          inForce: first.data === undefined ? null : matrixOf(first.data),
          other: found === undefined ? null : matrixOf(found),
        },
    error: listed.error ?? first.error ?? other.error,
    uploadError: upload === undefined ? null : file.error,
  };
}
