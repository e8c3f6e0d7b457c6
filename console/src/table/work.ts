/**
 * Long work as steps, so that the page lives on meanwhile: it is a generator that gives way every thousand rows or so. In: work.
 * Out: its result, at once, or a slice of time after another.
 */
export type Work<Result> = Generator<void, Result, void>;

/** So many rows between two ways out: some milliseconds at most. */
export const STEP = 1024;
/** Shorter than a frame, so that scrolling and typing find their place in between. */
const SLICE_MS = 10;

export function atOnce<Result>(work: Work<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** @returns null when it was given up */
export async function inSlices<Result>(
  work: Work<Result>,
  signal: AbortSignal,
): Promise<{ readonly result: Result } | null> {
  for (let end = performance.now() + SLICE_MS; ;) {
    const step = work.next();
    if (step.done === true) return { result: step.value };
    if (performance.now() < end) continue;
    // A timer, not a promise: inputs and frames that wait come first.
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    if (signal.aborted) return null;
    end = performance.now() + SLICE_MS;
  }
}
