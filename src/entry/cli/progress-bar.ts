/**
 * Progress on a terminal: one line on standard error that is written over. Elsewhere nothing, so that logs stay clean.
 */
import type { Progress } from "../../flows/deps.ts";

const BAR = 24;
const SHORTEST_PAUSE_MS = 80;

export interface ProgressBar {
  readonly tell: Progress;
  /** Takes the line away. */
  readonly clear: () => void;
}

export function createProgressBar(stream: NodeJS.WriteStream, now: () => number): ProgressBar {
  let shown = false;
  let last = 0;
  const clear = (): void => {
    if (shown) stream.write("\r\u001b[2K");
    shown = false;
  };
  return {
    clear,
    tell: ({ what, done, total }) => {
      if (!stream.isTTY) return;
      if (now() - last < SHORTEST_PAUSE_MS) return;
      last = now();
      const share = total === null || total === 0 ? null : Math.min(done / total, 1);
      const bar =
        share === null ? "" : `${"█".repeat(Math.round(share * BAR)).padEnd(BAR, "░")} ${Math.floor(share * 100)} % `;
      stream.write(`\r\u001b[2K${bar}${what} ${total === null ? done : ""}`.slice(0, Math.max(stream.columns - 1, 20)));
      shown = true;
    },
  };
}
