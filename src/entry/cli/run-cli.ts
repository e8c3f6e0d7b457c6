/**
 * The commands and their options. In: arguments and environment. Out: an exit code; every failure has passed through here.
 */
import { Command, CommanderError } from "commander";
import { DatabaseUnavailable } from "../../platform/postgres/database-failure.ts";
import { approveCommand, closeCommand, rejectCommand } from "./commands/close.ts";
import { deliverCommand } from "./commands/deliver.ts";
import { deliveriesCommand } from "./commands/deliveries.ts";
import { demoCommand } from "./commands/demo.ts";
import { dlqCommand } from "./commands/dlq.ts";
import { explainCommand, whatIfCommand } from "./commands/explain.ts";
import { importCommand } from "./commands/import.ts";
import { ingestCommand } from "./commands/ingest.ts";
import { contractsCommand, ledgerCommand, statementsCommand } from "./commands/lists.ts";
import { marketsCommand, migrateCommand, settingsCommand } from "./commands/setup.ts";
import { pullCommand } from "./commands/pull.ts";
import { receiptCommand, verifyReceiptCommand } from "./commands/receipt.ts";
import { reconcileCommand } from "./commands/reconcile.ts";
import { rejectedCommand } from "./commands/rejected.ts";
import { serveCommand } from "./commands/serve.ts";
import { statementCommand } from "./commands/statement.ts";
import { statusCommand } from "./commands/status.ts";
import { totalsCommand } from "./commands/totals.ts";
import { verifyCommand } from "./commands/verify.ts";
import { waterfallCommand } from "./commands/waterfall.ts";
import type { CommandPart } from "./command-part.ts";
import { CommandRefused, UsageError } from "./failures.ts";
import { createOutput, type Json } from "./output.ts";

const PARTS: readonly CommandPart[] = [
  demoCommand,
  statusCommand,
  importCommand,
  ingestCommand,
  pullCommand,
  contractsCommand,
  statementsCommand,
  statementCommand,
  explainCommand,
  whatIfCommand,
  receiptCommand,
  verifyReceiptCommand,
  closeCommand,
  approveCommand,
  rejectCommand,
  waterfallCommand,
  deliverCommand,
  deliveriesCommand,
  ledgerCommand,
  verifyCommand,
  reconcileCommand,
  rejectedCommand,
  dlqCommand,
  totalsCommand,
  serveCommand,
  settingsCommand,
  marketsCommand,
  migrateCommand,
];

export async function runCli(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  let code = 0;
  const program = createProgram();
  for (const part of PARTS) part(program, env, (given) => (code = given));
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    return fail(error, argv.includes("--json"));
  }
}

function createProgram(): Command {
  return new Command("opencommission")
    .description("Sales commission for agent networks: exact, provable, explainable to the cell.")
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .showHelpAfterError(false)
    .addHelpText(
      "after",
      `
State lives in DATABASE_URL, or in an embedded PostgreSQL under --data DIR (default ./data).
Exit codes: 0 done, 1 the input was refused or a check failed, 2 wrong usage, 3 our own failure.`,
    );
}

async function fail(error: unknown, json: boolean): Promise<number> {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const failure = failureOf(error);
  const output = createOutput(json, process.stdout, process.stderr);
  if (json) {
    await output.document({
      error: { code: failure.code, message: failure.message, details: detailJson(failure.details) },
    });
  } else {
    output.note(`opencommission: ${failure.message}`);
    if (failure.exit === 2)
      output.note('"opencommission --help" lists the commands, "opencommission COMMAND --help" their options.');
  }
  return failure.exit;
}

interface Failure {
  readonly exit: 1 | 2 | 3;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

function failureOf(error: unknown): Failure {
  if (error instanceof CommandRefused)
    return { exit: 1, code: error.code, message: error.message, details: error.details };
  if (error instanceof UsageError) return { exit: 2, code: error.code, message: error.message, details: {} };
  if (error instanceof CommanderError) {
    const message = error.message === "(outputHelp)" ? "A command is missing." : error.message.replace(/^error: /, "");
    return { exit: 2, code: "usage", message, details: {} };
  }
  if (error instanceof DatabaseUnavailable) return { exit: 3, code: error.code, message: error.message, details: {} };
  const message = error instanceof Error ? error.message : String(error);
  const advice =
    "This is a fault of OpenCommission or of its surroundings; nothing that was not finished has been written. Repeat the command, and report it if it comes again.";
  return { exit: 3, code: "internal", message: `${message}\n${advice}`, details: {} };
}

/** Details as JSON: integers that a number cannot hold as decimal strings, instants as ISO text. */
function detailJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(detailJson);
  if (typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, detailJson(item)]));
  throw new Error(`assertion: a refusal's details hold a ${typeof value}`);
}
