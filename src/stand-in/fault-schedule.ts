/**
 * Faults by chance that can be repeated: the same seed gives the same faults to the same sendings. In: a seed. Out: for each
 * sending a fault or none. Only those are drawn that come right by sending again.
 */
import { hash } from "node:crypto";
import { FAULT_NAMES, kindOf, wishedFault, type FaultOn } from "./faults.ts";

const DRAWN = FAULT_NAMES.filter((name) => !kindOf(name).incident);

/** One sending in three meets a fault. */
export function faultSchedule(seed: string | null): () => FaultOn | null {
  let sending = 0;
  return () => {
    if (seed === null) return null;
    sending += 1;
    const draw = Buffer.from(hash("sha256", `${seed}:${sending}`, "hex"), "hex");
    const name = draw.readUInt32BE(0) % 3 === 0 ? DRAWN[draw.readUInt32BE(4) % DRAWN.length] : undefined;
    return name === undefined ? null : wishedFault({ name, requests: 1 });
  };
}
