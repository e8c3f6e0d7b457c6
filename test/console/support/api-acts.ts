/**
 * Acts over the API in the name of whoever is signed in on a page: what a story needs done before it begins, or behind its back.
 */
import { expect, type Page } from "@playwright/test";

/** Fails when it is refused. @returns the answer's text */
export async function post(page: Page, path: string, body: unknown = {}): Promise<string> {
  const { status, answer } = await page.evaluate(
    async ([address, content]) => {
      const headers = {
        "Content-Type": "application/json",
        "X-OpenCommission": "test",
        "Idempotency-Key": crypto.randomUUID(),
      };
      const response = await fetch(`/api/v1${address}`, { method: "POST", headers, body: content });
      return { status: response.status, answer: await response.text() };
    },
    [path, JSON.stringify(body)] as const,
  );
  expect(status, `${path}: ${answer}`).toBeLessThan(300);
  return answer;
}

/** Approves what a close proposes now. */
export async function approve(page: Page, id: string): Promise<void> {
  const close = await page.evaluate(async (name) => (await fetch(`/api/v1/closes/${name}`)).text(), id);
  const proposalHash = /"proposalHash":"([^"]+)"/.exec(close)?.[1];
  await post(page, `/closes/${id}/approval`, { proposalHash });
}

/** As the source does it; all of them have to be taken in. */
export async function sendEvents(page: Page, events: readonly object[]): Promise<void> {
  expect(JSON.parse(await post(page, "/events", events))).toMatchObject({ accepted: events.length, rejected: 0 });
}
