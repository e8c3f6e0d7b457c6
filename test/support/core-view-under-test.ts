/**
 * What the conformance suite is given of a Core View: an adapter over an empty one, and what that Core View can be made to do.
 * What it cannot be made to do is left out; the tests that need it are then skipped by name. Documented in docs/adapters.md.
 */
import { onTestFinished, type TestContext } from "vitest";
import type { Batch } from "../../src/delivery/batch.ts";
import type {
  CoreViewAdapter,
  HeldBatch,
  ListResult,
  ReadResult,
  SendResult,
} from "../../src/platform/core-view/core-view.ts";

export interface CoreViewUnderTest {
  readonly adapter: CoreViewAdapter;
  /** Another adapter over the same Core View, as after a restart. */
  readonly restarted: () => CoreViewAdapter;
  /** Core View is away until what this gives is called. */
  readonly stop?: () => Promise<() => Promise<void>>;
  /** The next connection ends after so many bytes to Core View. What this gives tells whether it has come to that. */
  readonly cutAfter?: (bytes: number) => Promise<() => boolean>;
  /** The next connection ends instead of Core View's nth answer, counted from 1; tells whether it has come to that. */
  readonly loseAnswer?: (nth: number) => Promise<() => boolean>;
  /** Core View answers so slowly that nothing ends in time. The adapter has a deadline of less than ten seconds. */
  readonly slow?: () => Promise<CoreViewAdapter>;
  /** Adapters that Core View has to refuse, and the texts that no message may hold. */
  readonly stranger?: () => { readonly adapter: CoreViewAdapter; readonly secrets: readonly string[] };
  /** An adapter that expects another server's key or certificate than Core View has. */
  readonly otherServer?: () => CoreViewAdapter;
  /** An adapter over the same Core View with whom acknowledgement files are agreed, and Core View's way to write one. */
  readonly acknowledging?: () => {
    readonly adapter: CoreViewAdapter;
    readonly acknowledge: (id: string, text: string) => Promise<void>;
  };
  /** After the test; adapters are closed by the suite. */
  readonly end?: () => Promise<void>;
}

export type MakeCoreView = () => Promise<CoreViewUnderTest>;

/** Makes a Core View for one test. Every adapter that is asked of it is closed after the test, and the Core View ended. */
export async function begin(make: MakeCoreView): Promise<CoreViewUnderTest> {
  const made = await make();
  const adapters = [made.adapter];
  onTestFinished(async () => {
    for (const adapter of adapters) await adapter.close();
    await made.end?.();
  });
  return {
    ...made,
    restarted: () => {
      const adapter = made.restarted();
      adapters.push(adapter);
      return adapter;
    },
  };
}

/** The ability, or the test is skipped by name. */
export function need<T>(ability: T | undefined, context: TestContext, what: string): T {
  return ability ?? context.skip(`this Core View cannot be made to ${what}`);
}

export function closeAfterTest(adapter: CoreViewAdapter): CoreViewAdapter {
  onTestFinished(() => adapter.close());
  return adapter;
}

/** What a person is told; nothing where all is well. */
export function messageOf(result: SendResult | ReadResult | ListResult): string {
  return "message" in result ? result.message : "";
}

/** Whether Core View has the very bytes; a Core View without manifests has none to compare. */
export function isWhole(held: HeldBatch, batch: Batch): boolean {
  return (
    held.csv !== null &&
    Buffer.from(held.csv).equals(batch.csv) &&
    (held.manifest === null || Buffer.from(held.manifest).equals(batch.manifest))
  );
}

/** Sends until it is accepted, as whoever delivers does. @returns the batch as Core View has it */
export async function sendUntilAccepted(adapter: CoreViewAdapter, batch: Batch): Promise<HeldBatch> {
  const tried: string[] = [];
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const result = await adapter.send(batch);
    const read = await adapter.read(batch.id);
    if (result.state === "accepted" && read.state === "held") return read.batch;
    tried.push(`${JSON.stringify(result)}, then ${read.state}`);
  }
  throw new Error(`Core View never accepted ${batch.id}: ${tried.join(", ")}`);
}
