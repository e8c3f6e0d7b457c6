/**
 * Places to which a browser sends a workbook by itself, past the API, where the API's own door is too narrow or what comes has to be
 * scanned first. A place is one person's, for one file, for minutes; what was sent there is read back by the place's id.
 */
export interface UploadForm {
  /** Where the form goes, as `multipart/form-data` by POST. */
  readonly url: string;
  /** Its other fields; the file comes last, as `file`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresAt: Date;
}

export type SentFile =
  | { readonly state: "found"; readonly bytes: Uint8Array }
  /** Not sent yet, or not scanned yet. */
  | { readonly state: "awaited" }
  /** The scan for malware says so; nobody may read it. */
  | { readonly state: "refused" };

export interface UploadPlaces {
  open(personId: bigint, place: string): Promise<UploadForm>;
  read(personId: bigint, place: string): Promise<SentFile>;
}
