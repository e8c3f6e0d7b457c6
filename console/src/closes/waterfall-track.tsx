/**
 * One bar of a waterfall. The figure stands beside it; a falling bar is striped as well as red.
 */
import type { Bar } from "./waterfall-bars.ts";
import classes from "./waterfall.module.css";

interface WaterfallTrackProps {
  readonly bar: Bar;
  readonly zeroPercent: number;
  readonly isTotal?: boolean;
}

export function WaterfallTrack({ bar, zeroPercent, isTotal = false }: WaterfallTrackProps) {
  return (
    <div className={classes.track ?? ""} aria-hidden>
      <div className={classes.zero ?? ""} style={{ insetInlineStart: `${zeroPercent}%` }} />
      <div
        className={classes.bar ?? ""}
        data-falls={bar.falls ? true : undefined}
        data-total={isTotal && !bar.falls ? true : undefined}
        style={{ insetInlineStart: `${bar.startPercent}%`, width: `${bar.widthPercent}%` }}
      />
    </div>
  );
}
