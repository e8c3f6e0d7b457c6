/** What kind of sale a contract is, as the source system names it; the plan says which kinds are eligible. */
export const CATEGORIES = ["retail", "staff", "service-loaner", "internal", "prolongation", "transfer"] as const;
export type Category = (typeof CATEGORIES)[number];
