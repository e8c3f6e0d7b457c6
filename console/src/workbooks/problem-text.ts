/** What a language says of the problems of a workbook: by code, with places for what was found and expected. */

/** What is wrong; what to do; what was expected, where it can be said shortly. */
export type ProblemText = readonly [what: string, mend: string, expected?: string];
/** By code; a test holds them to the codes of the reader of workbooks. */
export type ProblemTexts = Readonly<Record<string, ProblemText>>;
