/**
 * A file of what a table lists, made by the server: it is logged there with its number of rows.
 */
export interface Export {
  readonly label: string;
  /** Where the file is. */
  readonly href: string;
}
