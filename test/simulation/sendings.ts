/**
 * What comes from outside in one step: contract events in every wrapping, poison, workbooks, a change of the plan.
 * In: a world, chance. Out: messages in queues and objects in buckets, and the account of them.
 */
import { z } from "zod";
import type { WorldContract, WorldPlan } from "../support/commission-world.ts";
import { changePlan } from "../support/flow-world.ts";
import type { Random } from "./random.ts";
import { bytesOf, CLAIMS, DAY, UPLOADS, type SimulatedWorld } from "./simulated-world.ts";
import { drawPoison, eventText, keyOf, mended, noticeOf } from "./source-system.ts";

export async function sendSome(world: SimulatedWorld, random: Random): Promise<void> {
  const { script } = world;
  if (random.chance(1, 2)) await sendContracts(world, random.fork("contracts"), 1 + random.int(6));
  if (random.chance(1, 3)) await putWorkbook(world, random.fork("workbook"));
  if (random.chance(1, 12)) await sendPoison(world, random.fork("poison"));
  if (random.chance(1, 12)) await sendAgain(world, random.fork("again"));
  const [plan] = random.chance(1, 12) ? script.plans.splice(0, 1) : [];
  if (plan !== undefined) await setPlan(world, plan.market, plan.plan);
}

/** Before a market's first close most of what it needs is there. */
export async function sendFirst(world: SimulatedWorld, random: Random): Promise<void> {
  const most = Math.ceil((world.script.workbooks.length * 3) / 4);
  for (let n = 0; n < most; n += 1) await putWorkbook(world, random.fork(`workbook ${n}`));
  for (let n = 0; n < 3; n += 1) await sendContracts(world, random.fork(`contracts ${n}`), 12);
}

/** Everything that is left of the script, once its day has come. */
export async function sendRest(world: SimulatedWorld, random: Random): Promise<void> {
  while (world.script.contracts.length > 0) {
    const before = world.script.contracts.length;
    await sendContracts(world, random.fork(`rest ${before}`), 10);
    if (world.script.contracts.length === before) return;
  }
  while (world.script.workbooks.length > 0)
    await putWorkbook(world, random.fork(`rest ${world.script.workbooks.length}`));
}

/** The source tells of a contract once its day is over everywhere. */
function dueContracts(world: SimulatedWorld, most: number): WorldContract[] {
  const yesterday = new Date(world.now().getTime() - 2 * DAY).toISOString().slice(0, 10);
  const due: WorldContract[] = [];
  const { contracts } = world.script;
  for (let index = 0; index < contracts.length && due.length < most;) {
    const contract = contracts[index]?.contract;
    if (contract !== undefined && contract.date <= yesterday) {
      due.push(contract);
      contracts.splice(index, 1);
    } else index += 1;
  }
  return due;
}

async function sendContracts(world: SimulatedWorld, random: Random, most: number): Promise<void> {
  const { account, events, tally } = world;
  const texts = dueContracts(world, most).map((contract) => {
    const id = `e${account.events.size + 1}`;
    account.events.set(id, contract);
    return eventText(id, contract);
  });
  if (texts.length === 0) return;
  tally.add("contract events sent", texts.length);
  const form = random.int(4);
  if (form === 0) await sendClaim(world, random, texts);
  else if (form === 1) await events.queue.send(Buffer.from(`[${texts.join(",")}]`));
  else for (const text of random.shuffled(texts)) await events.queue.send(Buffer.from(text));
}

/** An object with the events, and the notification that stands for it; now and then the object comes only after it was looked for. */
async function sendClaim(world: SimulatedWorld, random: Random, texts: readonly string[]): Promise<void> {
  const { account, events, objects, tally } = world;
  const key = `${account.events.size} events, all.ndjson`;
  const lines = [...texts];
  if (random.chance(1, 4)) {
    const poison = Buffer.from(`{"specversion":"1.0","id":"in an object ${account.poison.length}"}`);
    account.poison.push(poison);
    lines.splice(random.int(lines.length + 1), 0, poison.toString());
  }
  const versionId = await objects.put({ bucket: CLAIMS, key }, Buffer.from(lines.map((line) => `${line}\n`).join("")));
  if (versionId === null) throw new Error("assertion: the bucket keeps versions");
  tally.add("claim checks sent");
  await events.queue.send(noticeOf({ bucket: CLAIMS, key, versionId, sequencer: "1" }, null));
}

async function sendPoison(world: SimulatedWorld, random: Random): Promise<void> {
  const bytes = drawPoison(random, world.account.poison.length);
  world.account.poison.push(bytes);
  world.tally.add("poison message");
  await world.events.queue.send(bytes);
}

/** The source repeats something: the same message, or the same content under a new id. */
async function sendAgain(world: SimulatedWorld, random: Random): Promise<void> {
  const { account, events, tally } = world;
  const sent = [...account.events];
  if (sent.length === 0) return;
  const [id, contract] = random.pick(sent);
  const same = random.chance(1, 2);
  const name = same ? id : `e${account.events.size + 1}`;
  account.events.set(name, contract);
  tally.add(same ? "source repeats a message" : "source repeats a content under a new id");
  await events.queue.send(Buffer.from(eventText(name, contract)));
}

async function putWorkbook(world: SimulatedWorld, random: Random): Promise<void> {
  const { script, account, objects, tally } = world;
  const [next] = script.workbooks.splice(0, 1);
  const earlier = account.versions.flatMap((version) => version.step ?? []);
  if (next === undefined && (earlier.length === 0 || world.healthy())) return;
  const step = next ?? mended(random.pick(earlier), 1_000 + random.int(20_000));
  const key = keyOf(step);
  await world.upload(key, { step, bytes: bytesOf(step) });
  const fate = world.healthy() ? 9 : random.int(10);
  const put = account.versions.at(-1);
  if (fate === 0 && put !== undefined) {
    tally.add("object deleted before it is read");
    put.removed = true;
    objects.remove({ bucket: UPLOADS, ...put });
  } else if (fate === 1 && put !== undefined) {
    tally.add("object denied");
    objects.deny({ bucket: UPLOADS, ...put });
  } else if (fate === 2) {
    tally.add("two quick uploads");
    const again = mended(step, 1);
    await world.upload(key, { step: again, bytes: bytesOf(again) });
  } else if (fate === 3) {
    tally.add("workbook that cannot be read");
    await world.upload(key, { step: null, bytes: Buffer.from(`step-less ${account.versions.length}`) });
  }
}

/** The one who keeps the settings works by hand, one at a time: only the plan's order matters here. */
export async function setPlan(world: SimulatedWorld, market: string | null, plan: Partial<WorldPlan>): Promise<void> {
  const deps = { db: world.db, now: world.now, actor: "sabine", progress: () => undefined };
  const parts: Partial<WorldPlan>[] = [];
  if (plan.clawbackMonths !== undefined) parts.push({ clawbackMonths: plan.clawbackMonths });
  if (plan.exempt !== undefined) parts.push({ exempt: plan.exempt });
  if (plan.staffCounts !== undefined) parts.push({ staffCounts: plan.staffCounts });
  for (const part of parts) {
    await changePlan(deps, market, part);
    const { last } = await world.db.one(
      z.object({ last: z.bigint() }),
      "select max(revision) as last from setting_version",
    );
    world.account.plans.push({ revision: last, market, plan: part });
  }
}
