/**
 * Issues a receipt. In: period, agent, market, a contract. Out: the sealed document, or why there is none. Reads only.
 */
import type { Period } from "../domain/period.ts";
import { done, refused, type Outcome } from "../domain/refusal.ts";
import type { Database } from "../platform/postgres/database.ts";
import { GENESIS_HASH } from "../ledger/chain.ts";
import { sha256Of } from "../ledger/canonical-json.ts";
import { hashesOf } from "../store/ledger.sql.ts";
import type { StoredMatrixVersion } from "../store/matrices.sql.ts";
import type { StoredTarget } from "../store/targets.sql.ts";
import type { WorkbookRef } from "../store/workbooks.sql.ts";
import type { FlowDeps } from "./deps.ts";
import { explainCommission, type ExplanationDocument } from "./explain-commission.ts";
import { ReceiptBody, RECEIPT_FORMAT, type ReceiptJson } from "./receipt-document.ts";
import { receiptWorking } from "./receipt-working.ts";

export interface ReceiptRequest {
  readonly period: Period;
  readonly agentId: string;
  readonly market?: string | undefined;
  readonly contractId?: string | undefined;
}

export async function readReceipt(
  deps: Pick<FlowDeps, "db" | "now">,
  request: ReceiptRequest,
): Promise<Outcome<ReceiptJson>> {
  const { contractId, ...whole } = request;
  // All contracts are needed for the ratios; of a contract that was never here, the explanation knows what to say.
  const asked = await explainCommission(deps, request);
  if (!asked.ok) return asked;
  const outcome = await explainCommission(deps, whole);
  if (!outcome.ok) return outcome;
  const markets = asked.value.map((d) => d.market);
  const [document, ...others] = outcome.value.filter((d) => markets.includes(d.market));
  if (document === undefined || others.length > 0) {
    const message = `${request.agentId} has figures in ${markets.join(", ")}. A receipt is of one market: say which with --market.`;
    return refused("several-markets", message, { agentId: request.agentId, period: request.period, markets });
  }
  return done(await receiptOf(deps, document, contractId ?? null));
}

async function receiptOf(
  deps: Pick<FlowDeps, "db" | "now">,
  document: ExplanationDocument,
  contractId: string | null,
): Promise<ReceiptJson> {
  const { market, period, agentId } = document;
  const written: Omit<ReceiptJson, "working" | "sha256"> = {
    format: RECEIPT_FORMAT,
    issuedAt: deps.now().toISOString(),
    revision: String(document.revision),
    head: await headOf(deps.db, document.ledgerSeq),
    subject: { agentId, market, period, contractId },
    inputs: inputsJson(document),
    ledger: await ledgerJson(deps.db, document, contractId),
  };
  const working = receiptWorking(ReceiptBody.parse(written));
  const receipt = { ...written, working };
  return { ...receipt, sha256: sha256Of(receipt) };
}

async function headOf(db: Database, seq: bigint): Promise<ReceiptJson["head"]> {
  const hash = seq === 0n ? GENESIS_HASH : (await hashesOf(db, [seq])).get(seq);
  if (hash === undefined) throw new Error(`assertion: the ledger has no entry ${seq}`);
  return { seq: String(seq), hash };
}

function workbookJson({ workbookId, fileName, sha256, uploadedBy, uploadedAt }: WorkbookRef) {
  return { id: String(workbookId), file: fileName, sha256, uploadedBy, uploadedAt };
}

function matrixJson({ matrix, origin, workbook, version }: StoredMatrixVersion) {
  const cell = (ref: { cell: string; text: string } | undefined) => ({ cell: ref?.cell ?? "", text: ref?.text ?? "" });
  return {
    year: matrix.year,
    version,
    workbook: workbookJson(workbook),
    sheet: origin.sheet,
    penetrationBounds: matrix.penetrationBounds.map((b, i) => ({ ...b, ...cell(origin.penetrationCells[i]) })),
    achievementBounds: matrix.achievementBounds.map((b, i) => ({ ...b, ...cell(origin.achievementCells[i]) })),
    rates: matrix.ratesPpm.map((row, p) => row.map((ppm, a) => ({ ppm, ...cell(origin.rateCells[p]?.[a]) }))),
  };
}

function targetJson({ market, amount, workbook, sheet, cell, shown }: StoredTarget) {
  if (amount === null) return null;
  const { unit, value } = amount;
  return { market, unit, value: String(value), workbook: workbookJson(workbook), sheet, cell, text: shown };
}

function inputsJson(document: ExplanationDocument): ReceiptJson["inputs"] {
  const { plan, matrix, target, explanation, events } = document;
  return {
    currency: document.currency,
    exponent: document.exponent,
    plan: {
      clawbackMonths: plan.clawbackMonths,
      exemptReasons: [...plan.exemptReasons],
      highestRatePpm: plan.highestRatePpm,
      eligibleCategories: [...plan.eligibleCategories],
    },
    matrix: matrix === null ? null : matrixJson(matrix),
    target: target === null ? null : targetJson(target),
    soldElsewhere: document.soldElsewhere,
    contracts: explanation.contracts.map(({ contract: { contractId } }) => {
      const listed = events.get(contractId);
      if (listed === undefined) throw new Error(`assertion: contract ${contractId} stands here without an event`);
      const { contract, contentHash, event } = listed;
      const { source, id, receivedAt, receivedFrom, line } = event;
      return {
        contractId,
        sequence: contract.sequence,
        contractDate: contract.contractDate,
        category: contract.category,
        financed: contract.financed,
        amountMinor: contract.amountMinor === null ? null : String(contract.amountMinor),
        brand: contract.brand,
        cancellation: contract.cancellation === null ? null : { ...contract.cancellation },
        contentHash,
        event: { source, id, receivedAt, receivedFrom, line },
      };
    }),
  };
}

async function ledgerJson(
  db: Database,
  { places, closes, closing, explanation }: ExplanationDocument,
  contractId: string | null,
): Promise<ReceiptJson["ledger"]> {
  const isAsked = (id: string): boolean => contractId === null || id === contractId;
  const standing = new Set(explanation.contracts.map((c) => c.contract.contractId));
  const asked = places.filter((place) => isAsked(place.contractId));
  const entries = asked.flatMap((place) => place.entries).toSorted((a, b) => Number(a.seq - b.seq));
  const hashes = await hashesOf(
    db,
    entries.map((e) => e.seq - 1n),
  );
  const closeIds = new Set(entries.map((e) => e.closeId));
  return {
    closing,
    left: asked.map((p) => p.contractId).filter((id) => !standing.has(id)),
    entries: entries.map(({ seq, amountMinor, ...entry }) => ({
      ...entry,
      seq: String(seq),
      amountMinor: String(amountMinor),
      previousHash: seq === 1n ? GENESIS_HASH : (hashes.get(seq - 1n) ?? ""),
    })),
    closes: closes
      .filter(({ id }) => closeIds.has(id))
      .map(({ id, period, status, startedBy, startedAt, decidedBy, decidedAt }) => {
        if (status !== "approved" && status !== "delivered") throw new Error(`assertion: close ${id} is not posted`);
        return { id, period, status, startedBy, startedAt, decidedBy, decidedAt };
      }),
  };
}
