/**
 * An agent's statement as a PDF. In: month, market, agent, language. Out: the bytes, the same as long as nothing has changed, with who took
 * it out on record; or that there is nothing to state. Reads, and writes that record only.
 */
import { normaliseName } from "../domain/name.ts";
import type { Period } from "../domain/period.ts";
import { done, refused, type Outcome } from "../domain/refusal.ts";
import { typesetPdf } from "../platform/typesetting/typeset.ts";
import { recordAct } from "../store/audit.sql.ts";
import { streamLedger } from "../store/ledger.sql.ts";
import type { FlowDeps } from "./deps.ts";
import { explainCommission } from "./explain-commission.ts";
import { currencyOf } from "./load-inputs.ts";
import { statementSheet } from "./statement-sheet.ts";
import { STATEMENT_TEMPLATE } from "./statement-template.ts";
import type { Language } from "./statement-words.ts";

export interface StatementDocumentRequest {
  readonly period: Period;
  readonly market: string;
  readonly agentId: string;
  readonly language: Language;
}

export async function statementDocument(
  deps: FlowDeps,
  { period, market, agentId: named, language }: StatementDocumentRequest,
): Promise<Outcome<Uint8Array>> {
  const agentId = normaliseName(named);
  const explained = await explainCommission(deps, { period, agentId, market });
  const document = explained.ok ? (explained.value.find((d) => d.market === market) ?? null) : null;
  const booked = [];
  for await (const entry of streamLedger(deps.db, { market, agentId, bookedIn: period })) booked.push(entry);
  if ((document === null || document.statement === null) && booked.length === 0) {
    const message = `${agentId} has no counting contract in ${market} ${period}, and nothing was booked then.`;
    return refused("no-statement", message, { agentId, market, period });
  }
  const sheet = statementSheet({ market, period, agentId, ...currencyOf(market, period), document, booked }, language);
  const bytes = await typesetPdf({ template: STATEMENT_TEMPLATE, data: JSON.stringify(sheet) });
  await deps.db.transaction((tx) =>
    recordAct(tx, {
      at: deps.now(),
      actor: deps.actor,
      action: "data.exported",
      subject: `statement ${market} ${period}`,
      detail: { market, period, agent: agentId, format: "pdf", language, rows: sheet.lines.rows.length },
    }),
  );
  return done(bytes);
}
