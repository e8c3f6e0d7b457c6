/**
 * A page under watch: what each step of a person costs it. In: a step. Out: its time, its long tasks, the slowest answer to an input.
 * A task's own processor time stands beside its time: on a busy machine a task is stopped in its middle, and its time says little.
 */
import type { Browser, Page } from "@playwright/test";
import { z } from "zod";

/** Runs in the page, before its own scripts. */
const OBSERVE = `
  globalThis.benchSeen = { tasks: [], inputs: [] };
  const keep = (list) => (found) => list.push(...found.getEntries().map((entry) => entry.duration));
  new PerformanceObserver(keep(benchSeen.tasks)).observe({ type: "longtask", buffered: true });
  new PerformanceObserver(keep(benchSeen.inputs)).observe({ type: "event", buffered: true, durationThreshold: 16 });`;
const BEGIN = "benchSeen.tasks.length = 0; benchSeen.inputs.length = 0;";
/** Observers are told between tasks: what was seen is asked for a moment later. */
const SEEN = "new Promise((told) => setTimeout(() => told(structuredClone(benchSeen)), 200))";

const Seen = z.object({ tasks: z.array(z.number()), inputs: z.array(z.number()) });
const Trace = z.object({
  traceEvents: z.array(
    z.looseObject({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      tdur: z.number().optional(),
      args: z.looseObject({ name: z.string().optional() }).optional(),
    }),
  ),
});

export interface Watched {
  readonly what: string;
  readonly ms: number;
  /** Of over 50 ms, each. */
  readonly longTasksMs: readonly number[];
  /** The most processor time that one task took. */
  readonly longestCpuMs: number;
  /** From an input to what was drawn of it; none is in here that took less than a frame. */
  readonly inputsMs: readonly number[];
}

/** To be called before the page is opened. */
export async function watchPage(page: Page): Promise<void> {
  await page.addInitScript({ content: OBSERVE });
}

export async function watch(
  { browser, page }: { readonly browser: Browser; readonly page: Page },
  what: string,
  step: () => Promise<void>,
): Promise<Watched> {
  await page.evaluate(BEGIN);
  await browser.startTracing(page, { categories: ["toplevel"] });
  const started = performance.now();
  await step();
  const ms = performance.now() - started;
  const seen = Seen.parse(await page.evaluate(SEEN));
  const longestCpuMs = longestTask(await browser.stopTracing());
  return { what, ms, longTasksMs: seen.tasks, longestCpuMs, inputsMs: seen.inputs };
}

/** What the page's scripts hold, without what nobody holds any more. */
export async function heldMiB(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return Math.round(usedSize / 2 ** 20);
}

function longestTask(trace: Buffer): number {
  const { traceEvents } = Trace.parse(JSON.parse(trace.toString("utf8")));
  const mains = new Set(
    traceEvents
      .filter((e) => e.name === "thread_name" && e.args?.name === "CrRendererMain")
      .map((e) => `${e.pid} ${e.tid}`),
  );
  return traceEvents
    .filter((e) => e.name === "ThreadControllerImpl::RunTask" && mains.has(`${e.pid} ${e.tid}`))
    .reduce((longest, e) => Math.max(longest, (e.tdur ?? 0) / 1000), 0);
}
