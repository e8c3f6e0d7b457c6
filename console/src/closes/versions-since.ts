/**
 * Which matrices have another version than when the close before was calculated. In: all versions of a market, when that was, and when
 * this close was decided about (null: it waits). Out: for each year the version of then and of now. Pure.
 */
export interface MatrixVersion {
  readonly year: number;
  readonly version: number;
  readonly uploadedBy: string;
  readonly uploadedAt: string;
}

export interface ChangedMatrix {
  readonly year: number;
  readonly before: number;
  readonly after: number;
  readonly uploadedBy: string;
  readonly uploadedAt: string;
}

/**
 * From the calculation, not the approval: what came between was not seen by who approved then.
 * Years whose first matrix is new are left out: there is no rate that changed.
 */
export function versionsSince(
  versions: readonly MatrixVersion[],
  calculatedAt: string,
  decidedAt: string | null,
): ChangedMatrix[] {
  const years = [...new Set(versions.map((v) => v.year))].toSorted((a, b) => a - b);
  return years.flatMap((year): ChangedMatrix[] => {
    const ofYear = versions.filter((v) => v.year === year).toSorted((a, b) => a.version - b.version);
    const before = ofYear.findLast((v) => v.uploadedAt <= calculatedAt);
    const after = ofYear.findLast((v) => decidedAt === null || v.uploadedAt <= decidedAt);
    if (before === undefined || after === undefined || before.version === after.version) return [];
    const { uploadedBy, uploadedAt } = after;
    return [{ year, before: before.version, after: after.version, uploadedBy, uploadedAt }];
  });
}
