/**
 * Two months of Sweden, closed one after the other, with one change of each kind between them: every figure can be checked by hand.
 *
 * January, agent 1: 850 000.00 of 1 000 000.00 SEK, 3 of 4 financed: 2.10 %, 17 850.00. Agent 2 has no target and is blocked. Then a matrix
 * (2.15 % for 2.10 %), targets, a changed contract, a late one and a cancellation.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Closes, Imported, Ingested, OneClose, type Cli } from "./cli.ts";
import { cliInProcess } from "./cli-in-process.ts";
import { eventLines, type EventFields } from "./contract-event.ts";
import { createTestApi, type TestApi } from "./http-api.ts";
import { writeWorkbooks } from "./sample-workbooks.ts";

const matrix = (cell: string) => ({
  "matrix_2024.xlsx": [
    {
      name: "Sweden",
      rows: [
        ["50%", "1.80%", "1.90%", "2.00%"],
        ["70%", "2.00%", cell, "2.20%"],
        [null, "70%", "85%", ">115%"],
      ],
    },
  ],
});
const targets = (...rows: (string | number | null)[][]) => ({
  "targets_2024.xlsx": [{ name: "Sweden", rows: [["", "2024-01", "2024-02"], ...rows] }],
});

const JANUARY: readonly EventFields[] = [
  { contractId: "C1", amount: "200000.00" },
  { contractId: "C2", amount: "250000.00" },
  { contractId: "C3", amount: "400000.00" },
  { contractId: "C4", financed: false },
  { contractId: "D1", agentId: "MINI Agent 2", amount: "100000.00" },
];
const LATER: readonly EventFields[] = [
  { contractId: "C3", sequence: 2, amount: "300000.00" },
  { contractId: "C8", amount: "100000.00" },
  { contractId: "C1", sequence: 2, amount: "200000.00", cancellation: { date: "2024-02-10" } },
  { contractId: "C20", contractDate: "2024-02-05", amount: "100000.00" },
];

export interface TwoMonths {
  readonly api: TestApi;
  readonly cli: Cli;
  readonly folder: string;
  stop(): Promise<void>;
}

export async function playTwoMonths(): Promise<TwoMonths> {
  const api = await createTestApi();
  const folder = await mkdtemp(join(tmpdir(), "opencommission-two-months-"));
  const cli = cliInProcess({ DATABASE_URL: api.database.connectionString, OPENCOMMISSION_DATA: folder });
  const bring = async (books: Parameters<typeof writeWorkbooks>[0], events: readonly EventFields[]) => {
    await cli.json(Imported, ["import", ...(await writeWorkbooks(books)), "--as", "ursula"]);
    await cli.json(Ingested, ["ingest", "-"], { input: eventLines(events) });
  };
  const settle = async (period: string) => {
    const { closes } = await cli.json(Closes, ["close", "--period", period, "--market", "SE", "--as", "frida"]);
    for (const { id } of closes) await cli.json(OneClose, ["approve", id, "--as", "adam"]);
  };
  await bring({ ...matrix("2.10%"), ...targets(["MINI Agent 1", 1_000_000, 100_000]) }, JANUARY);
  await settle("2024-01");
  const changed = targets(["MINI Agent 1", 700_000, 100_000], ["MINI Agent 2", 100_000, null]);
  await bring({ ...matrix("2.15%"), ...changed }, LATER);
  await settle("2024-02");
  const stop = async () => {
    await api.stop();
    await rm(folder, { recursive: true });
  };
  return { api, cli, folder, stop };
}
