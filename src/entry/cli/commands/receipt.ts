/**
 * `receipt` and `verify-receipt`: the whole proof of an amount as one file, and its check without a database.
 */
import { readFile, stat } from "node:fs/promises";
import { exponentOf } from "../../../domain/currency.ts";
import { formatMinor } from "../../../domain/money.ts";
import type { Period } from "../../../domain/period.ts";
import { checkReceipt, readReceiptText, type KnownHead, type ReceiptCheck } from "../../../flows/check-receipt.ts";
import { readReceipt } from "../../../flows/read-receipt.ts";
import { headArgument, marketArgument, periodArgument } from "../arguments.ts";
import { common, refusedBy, type CommandPart } from "../command-part.ts";
import { withContext, type CommonOptions, type Context } from "../context.ts";
import { CommandRefused } from "../failures.ts";
import { createOutput, type Output } from "../output.ts";

interface ReceiptOptions extends CommonOptions {
  readonly period: Period;
  readonly agent: string;
  readonly market?: string;
  readonly contract?: string;
}

export const receiptCommand: CommandPart = (program, env, exit) => {
  common(program.command("receipt"))
    .description("the whole proof of an agent's commission as one JSON document, for verify-receipt")
    .requiredOption("--period <YYYY-MM>", "the month", periodArgument)
    .requiredOption("--agent <name>", "the agent")
    .option("--market <market>", "in this market", marketArgument)
    .option("--contract <id>", "with the ledger entries of this contract alone")
    .action(async (options: ReceiptOptions) =>
      // It is a document in any case: there is nothing to tell besides.
      exit(await withContext({ ...options, json: true }, env, (context) => receipt(context, options))),
    );
};

async function receipt({ deps, output }: Context, options: ReceiptOptions): Promise<number> {
  const { period, agent, market, contract } = options;
  const outcome = await readReceipt(deps, { period, agentId: agent, market, contractId: contract });
  if (!outcome.ok) throw refusedBy(outcome.refusal);
  await output.document(outcome.value);
  return 0;
}

/** A receipt of ten thousand contracts has some 20 MB. */
const MOST_BYTES = 100 * 1_048_576;

export const verifyReceiptCommand: CommandPart = (program, _env, exit) => {
  common(program.command("verify-receipt"))
    .description("check a receipt by itself, without a database")
    .argument("<file>", "the receipt")
    .option("--head <seq:hash>", "a ledger entry's number and hash that was noted elsewhere", headArgument)
    .action(async (file: string, options: CommonOptions & { head?: KnownHead }) => {
      const output = createOutput(options.json === true, process.stdout, process.stderr);
      exit(await verifyReceipt(output, file, options.head));
    });
};

async function verifyReceipt(output: Output, file: string, head: KnownHead | undefined): Promise<number> {
  const check = checkReceipt(await receiptIn(file), head);
  for (const line of checkText(check)) output.line(line);
  const { ok, receipt: found, checked, notProven, differences } = check;
  await output.document({
    ok,
    sha256: found?.sha256 ?? null,
    checked: ok ? [...checked] : [],
    notProven: [...notProven],
    differences: differences.map((d) => ({ ...d })),
  });
  return ok ? 0 : 1;
}

async function receiptIn(file: string): Promise<unknown> {
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
  const text = size === null || size > MOST_BYTES ? null : await readFile(file, "utf8").catch(() => null);
  if (text === null)
    throw new CommandRefused("file-unreadable", `${file} cannot be read. Check the name and the rights of the file.`, {
      file,
    });
  const read = readReceiptText(text);
  if ("value" in read) return read.value;
  const message = `${file} is no receipt: ${read.problem}. Expected the document of "opencommission receipt".`;
  throw new CommandRefused("receipt-unreadable", message, { file });
}

function checkText({ ok, receipt: found, checked, notProven, differences }: ReceiptCheck): string[] {
  const wrong = differences.flatMap((d) => [
    `${d.code} at ${d.at === "" ? "the document" : d.at}`,
    `  found:    ${d.found}`,
    `  expected: ${d.expected}`,
  ]);
  if (!ok || found === null)
    return [
      ...wrong,
      "",
      "THIS RECEIPT DOES NOT HOLD: it was altered, or is none. Ask for a new one, and for who changed this.",
    ];
  const { subject, inputs, working } = found;
  const { booked } = working;
  const posted =
    typeof booked === "object" && booked !== null && "postedMinor" in booked ? String(booked["postedMinor"]) : "0";
  const sum = formatMinor(BigInt(posted), exponentOf(inputs.currency) ?? 0);
  return [
    `${subject.agentId}, ${subject.market} ${subject.period}${subject.contractId === null ? "" : `, ${subject.contractId}`}: ${sum} ${inputs.currency} booked. The receipt holds.`,
    "Checked:",
    ...checked.map((text) => `  ${text}`),
    "What no document can prove of itself:",
    ...notProven.map((text) => `  ${text}`),
    `Head of the ledger when it was issued: ${found.head.seq}:${found.head.hash}`,
  ];
}
