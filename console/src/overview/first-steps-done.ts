/**
 * How far an installation is that has received no contract yet. In: the workbooks in force. Out: what has to be there, in the order in which it is
 * looked for, and which comes next. Pure.
 */
export type FirstStepCode = "matrices" | "targets" | "contracts";

export interface FirstStep {
  readonly code: FirstStepCode;
  readonly state: "done" | "next" | "later";
}

export function firstSteps(
  workbooks: readonly { readonly kind: "commission-matrices" | "sales-targets" }[],
): FirstStep[] {
  const isDone: Readonly<Record<FirstStepCode, boolean>> = {
    matrices: workbooks.some(({ kind }) => kind === "commission-matrices"),
    targets: workbooks.some(({ kind }) => kind === "sales-targets"),
    contracts: false,
  };
  const codes = ["matrices", "targets", "contracts"] as const;
  const next = codes.find((code) => !isDone[code]);
  return codes.map((code) => ({ code, state: isDone[code] ? "done" : code === next ? "next" : "later" }));
}
