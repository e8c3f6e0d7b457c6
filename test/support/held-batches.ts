/**
 * All that a Core View has. In: its adapter. Out: its batches, of every market, by market and id.
 */
import { MARKETS } from "../../src/domain/market.ts";
import type { CoreViewAdapter, HeldBatch } from "../../src/platform/core-view/core-view.ts";

export async function heldBy(adapter: CoreViewAdapter): Promise<HeldBatch[]> {
  const all: HeldBatch[] = [];
  for (const { code } of MARKETS) {
    const listed = await adapter.list(code);
    if (listed.state !== "listed") throw new Error(`Core View cannot be listed: ${listed.message}`);
    for (const id of listed.ids) all.push(await heldBatch(adapter, id));
  }
  return all;
}

export async function heldBatch(adapter: CoreViewAdapter, id: string): Promise<HeldBatch> {
  const read = await adapter.read(id);
  if (read.state !== "held") throw new Error(`Core View does not have ${id}: ${read.state}`);
  return read.batch;
}
