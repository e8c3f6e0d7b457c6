/**
 * The composition root of all functions: from the environment to what the flows are given. What is opened is kept for the next event
 * that the same instance gets. In: the function's environment. Out: the flows' surroundings; each call has its own log.
 */
import type { FlowDeps } from "../../flows/deps.ts";
import { openDatabase } from "../../platform/postgres/open-database.ts";
import type { Database } from "../../platform/postgres/database.ts";
import { signedDatabase } from "../../platform/postgres/signed-database.ts";
import { createLog, type LambdaLog } from "./lambda-log.ts";

/** Of what Lambda tells a function about its call. */
export interface CallContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

export interface DatabaseEnvironment {
  readonly DATABASE_HOST: string;
  readonly DATABASE_PORT: string;
  readonly DATABASE_NAME: string;
  readonly DATABASE_USER: string;
}

export interface Call {
  readonly deps: FlowDeps;
  readonly log: LambdaLog;
  /** Whether there is time for one more piece of work. */
  readonly timeLeft: () => boolean;
}

/** A flow holds one connection for its transaction and reads streams by others. */
const CONNECTIONS = 4;
/** With less than this left nothing more is begun, and what is under way is given up in good order. */
const RESERVE_MS = 10_000;

let database: Promise<Database> | null = null;

/** The database, opened once an instance; when that fails, the next call tries again. */
export async function openOnce(env: DatabaseEnvironment): Promise<Database> {
  database ??= openDatabase({
    ...signedDatabase({
      host: env.DATABASE_HOST,
      port: Number(env.DATABASE_PORT),
      database: env.DATABASE_NAME,
      user: env.DATABASE_USER,
    }),
    maxConnections: CONNECTIONS,
    applicationName: env.DATABASE_USER,
  });
  try {
    return await database;
  } catch (error) {
    database = null;
    throw error;
  }
}

/**
 * Runs one call of a function. A failure is logged by its kind, and what the caller sees tells no more than that: Lambda would
 * write the text of the error to the log, and it may hold a value.
 */
export async function call<Answer>(
  service: string,
  context: CallContext,
  env: DatabaseEnvironment,
  work: (call: Call) => Promise<Answer>,
): Promise<Answer> {
  const log = createLog(service, context.awsRequestId);
  const timeLeft = (): boolean => context.getRemainingTimeInMillis() > RESERVE_MS;
  const attempt = async (): Promise<Answer> => {
    const db = await openOnce(env);
    const deps: FlowDeps = {
      db,
      now: () => new Date(),
      actor: env.DATABASE_USER,
      progress: () => {
        if (!timeLeft()) throw new OutOfTime();
      },
    };
    return work({ deps, log, timeLeft });
  };
  return withoutTelling(service, attempt, (error) => log.error("the call failed", error));
}

/** Work that the next call by the clock goes on with: what is not done for want of time is no failure. */
export async function asFarAsTimeAllows<Answer>({ log }: Call, work: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    log.info("the rest is left for the next call");
    return null;
  }
}

/** Runs the work; a failure is told to the log in our own words, and to the caller without its text and cause. */
export async function withoutTelling<Answer>(
  service: string,
  work: () => Promise<Answer>,
  tell: (error: unknown) => void,
): Promise<Answer> {
  const outcome = await work().then(
    (answer) => ({ ok: true, answer }) as const,
    (error: unknown) => {
      tell(error);
      return { ok: false } as const;
    },
  );
  if (!outcome.ok) throw new CallFailed(service);
  return outcome.answer;
}

/** The work is given up before Lambda stops it, so that its transaction ends at once and holds nothing. */
export class OutOfTime extends Error {
  constructor() {
    super("there is no time left for this call");
    this.name = "OutOfTime";
  }
}

class CallFailed extends Error {
  constructor(service: string) {
    super(`${service} failed; its log tells where`);
    this.name = "CallFailed";
    this.stack = "";
  }
}
