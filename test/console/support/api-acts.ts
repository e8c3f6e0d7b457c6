/**
 * Acts over the API in the name of whoever is signed in on a page: what a story needs done before it begins.
 */
import { expect, type Page } from "@playwright/test";

/** Fails when it is refused. */
export async function post(page: Page, path: string, body: unknown = {}): Promise<void> {
  const status = await page.evaluate(
    async ([address, text]) => {
      const headers = {
        "Content-Type": "application/json",
        "X-OpenCommission": "test",
        "Idempotency-Key": crypto.randomUUID(),
      };
      return (await fetch(`/api/v1${address}`, { method: "POST", headers, body: text })).status;
    },
    [path, JSON.stringify(body)] as const,
  );
  expect(status, path).toBeLessThan(300);
}

/** Approves what a close proposes now. */
export async function approve(page: Page, id: string): Promise<void> {
  const close = await page.evaluate(async (name) => (await fetch(`/api/v1/closes/${name}`)).text(), id);
  const proposalHash = /"proposalHash":"([^"]+)"/.exec(close)?.[1];
  await post(page, `/closes/${id}/approval`, { proposalHash });
}
