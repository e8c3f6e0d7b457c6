/**
 * The command line as its users have it: a process of its own, its output and its exit code.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { text } from "node:stream/consumers";
import { z } from "zod";

const MAIN = fileURLToPath(new URL("../../src/entry/cli/main.ts", import.meta.url));

export interface CliRun {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What standard input gives. */
  readonly input?: string | Uint8Array;
}

/** Runs one command to its end. */
export async function runCommand(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const child = startCommand(args, options);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  child.stdin.end(options.input ?? "");
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

/** Starts one command; the caller watches or kills it. */
export function startCommand(args: readonly string[], options: Pick<CliOptions, "env"> = {}) {
  return spawn(process.execPath, [MAIN, ...args], {
    env: { ...inheritedEnvironment(), ...options.env },
    stdio: "pipe",
  });
}

/** What a command has of our own environment: nothing that says where its state lives or who acts. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, OPENCOMMISSION_DATA: __, OPENCOMMISSION_ACTOR: ___, ...inherited } = process.env;
  return inherited;
}

/** A command line on one database, whose answers are JSON of the expected shape. */
export interface Cli {
  /** Runs with --json; the one document must have the shape. The exit code must be `code` (0 when not given). */
  json<T>(
    shape: z.ZodType<T>,
    args: readonly string[],
    expected?: { readonly code?: number; readonly input?: string | Uint8Array },
  ): Promise<T>;
  run(args: readonly string[], options?: CliOptions): Promise<CliRun>;
}

export function cliOn(env: Readonly<Record<string, string>>): Cli {
  return cliOf((args, options = {}) => runCommand(args, { ...options, env: { ...env, ...options.env } }));
}

/** The same by another way to run a command. */
export function cliOf(run: Cli["run"]): Cli {
  return {
    run,
    async json(shape, args, expected = {}) {
      const result = await run([...args, "--json"], expected.input === undefined ? {} : { input: expected.input });
      const told = `${args.join(" ")}\n${result.stdout}\n${result.stderr}`;
      if (result.code !== (expected.code ?? 0)) throw new Error(`exit code ${result.code} of: ${told}`);
      const parsed = shape.safeParse(JSON.parse(result.stdout));
      if (!parsed.success) throw new Error(`${parsed.error.message} in: ${told}`);
      return parsed.data;
    },
  };
}

const Text = z.string();
/** A decimal string, as all money is. */
export const Money = z.string().regex(/^-?\d+(\.\d+)?$/);

export const Refused = z.strictObject({
  error: z.strictObject({ code: Text, message: Text, details: z.record(z.string(), z.unknown()) }),
});

export const Problem = z.strictObject({
  severity: z.enum(["error", "warning"]),
  code: Text,
  sheet: Text.nullable(),
  cell: Text.nullable(),
  found: Text,
  expected: Text,
  message: Text,
});

const Bound = z.strictObject({ ppm: z.int(), exclusive: z.boolean() });

export const Imported = z.object({
  files: z.array(
    z.object({
      file: Text,
      kind: Text.nullable(),
      year: z.int().nullable(),
      status: z.enum(["imported", "unchanged", "refused", "dry-run"]),
      problems: z.array(Problem),
      matrices: z.array(
        z.object({
          market: Text,
          year: z.int(),
          version: z.int().nullable(),
          penetrationBounds: z.array(Bound),
          achievementBounds: z.array(Bound),
          rates: z.array(z.array(z.int())),
        }),
      ),
      targets: z.array(
        z.strictObject({ agentId: Text, market: Text.nullable(), period: Text, amount: Money.nullable() }),
      ),
      changes: z.array(z.object({ cell: Text.nullable(), before: Text.nullable(), after: Text.nullable() })),
      effects: z.array(
        z.object({
          market: Text,
          period: Text,
          before: Money,
          after: Money,
          difference: Money,
          statements: z.array(z.object({ agentId: Text })),
        }),
      ),
      annotated: Text.nullable(),
    }),
  ),
});

export const Ingested = z.object({
  received: z.int(),
  accepted: z.int(),
  duplicate: z.int(),
  stale: z.int(),
  rejected: z.int(),
  cut: z.boolean(),
  rejections: z.array(
    z.strictObject({
      line: z.int().nullable(),
      id: Text.nullable(),
      problems: z.array(z.strictObject({ field: Text.nullable(), code: Text, found: Text, expected: Text })),
    }),
  ),
});

const Figures = z.strictObject({ contracts: z.int(), amount: Money });
const completeness = {
  period: Text,
  received: Figures,
  expected: Figures,
  asOf: Text,
  complete: z.boolean(),
  waived: z.boolean(),
  text: Text,
};

export const Totals = z.strictObject({
  totals: z.array(
    z.strictObject({
      market: Text,
      currency: Text,
      ...completeness,
      difference: Figures,
      state: z.enum(["complete", "missing", "waived"]),
      source: Text,
      event: Text,
      waiver: z.strictObject({ reason: Text, by: Text, at: Text }).nullable(),
    }),
  ),
});

const Close = z.object({
  id: Text,
  market: Text,
  period: Text,
  status: z.enum(["calculated", "approved", "delivered", "rejected"]),
  statements: z.int(),
  blocked: z.array(z.strictObject({ agentId: Text, period: Text, reason: Text })),
  completeness: z.strictObject(completeness).nullable(),
  entries: z.array(
    z.object({ contractId: Text, agentId: Text, kind: Text, period: Text, bookedIn: Text, amount: Money }),
  ),
});
export const Closes = z.object({ closes: z.array(Close) });
export const OneClose = z.object({ close: Close });

export const Statements = z.strictObject({
  completeness: z.array(z.strictObject({ market: Text, ...completeness })),
  statements: z.array(
    z.strictObject({
      agentId: Text,
      market: Text,
      period: Text,
      status: z.enum(["payable", "below-threshold", "blocked"]),
      reason: Text.nullable(),
      total: z.int(),
      financed: z.int(),
      volume: Money,
      target: Money.nullable(),
      currency: Text,
      penetration: z.strictObject({ numerator: z.int(), denominator: z.int(), text: Text }),
      achievement: z.strictObject({ numerator: Money, denominator: Money, text: Text }).nullable(),
      ratePpm: z.int().nullable(),
      commission: Money.nullable(),
      final: z.boolean(),
      matrixVersion: z.int().nullable(),
      lines: z.array(z.strictObject({ contractId: Text, amount: Money, commission: Money.nullable() })),
    }),
  ),
});

export const Ledger = z.strictObject({
  entries: z.array(
    z.object({
      id: Text,
      seq: z.int(),
      agentId: Text,
      market: Text,
      contractId: Text,
      period: Text,
      bookedIn: Text,
      kind: z.enum(["commission", "correction", "clawback"]),
      ratePpm: z.int(),
      amount: Money,
      currency: Text,
      hash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

export const Delivered = z.object({
  batches: z.array(z.object({ id: Text, market: Text, currency: Text, entries: z.int(), sum: Money, state: Text })),
});

export const Verified = z.object({ ok: z.boolean(), entries: z.int(), differences: z.array(z.object({ code: Text })) });
export const Reconciled = z.object({ ok: z.boolean(), differences: z.array(z.object({ code: Text })) });

export const Rejected = z.object({
  messages: z.array(
    z.object({
      id: Text,
      receivedAt: Text,
      source: Text,
      line: z.int().nullable(),
      raw: Text,
      problems: z.array(z.strictObject({ field: Text.nullable(), code: Text, found: Text, expected: Text })),
      state: z.enum(["open", "replayed", "dismissed"]),
    }),
  ),
});
