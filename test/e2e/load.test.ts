import { Agent, get } from 'node:http';
import { expect, test } from 'vitest';
import { call, running } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

const REQUESTS = 20_000;
const AT_ONCE = 16;

test('20,000 requests: every one is counted, and the app answers within 100 ms meanwhile', async () => {
  const { app, window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { id, url } = await running(window);
  const loaded = manyRequests(`${url}a.txt`);
  const delays: number[] = [];
  let isLoading = true;
  void loaded.finally(() => {
    isLoading = false;
  });
  while (isLoading) {
    const asked = performance.now();
    await app.evaluate(() => undefined); // main's loop
    await window.evaluate(() => undefined); // the page's
    delays.push(performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await loaded).toBe(REQUESTS);
  const counters = await call(window, 'server:counters', id);
  expect(counters).toMatchObject({ requests: REQUESTS, byClass: [0, 0, REQUESTS, 0, 0, 0], contentBytes: REQUESTS });
  expect(counters?.latency.reduce((sum, count) => sum + count)).toBe(REQUESTS);
  const sorted = delays.toSorted((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
  const newest = (await call(window, 'log:recent', id)).at(-1);
  expect(newest?.seq).toBe(REQUESTS);
});

test('a page that is stuck costs no memory in main, and learns how many rows it missed', async () => {
  const { window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { id, url } = await running(window);
  await window.evaluate(() => {
    const { portico } = globalThis as unknown as { portico: import('../../electron/ipc/contract.ts').PorticoBridge };
    const seen = { rows: 0, dropped: 0 };
    (globalThis as { seen?: typeof seen }).seen = seen;
    portico.on('log:batch', ({ records, counters }) => {
      for (const end = performance.now() + 500; performance.now() < end; ); // a page that takes its time
      seen.rows += records.length;
      seen.dropped = counters.droppedRecords;
    });
  });
  await manyRequests(`${url}a.txt`);
  const seen = () => window.evaluate(() => (globalThis as unknown as { seen: { rows: number; dropped: number } }).seen);
  await expect.poll(async () => (await seen()).rows + (await seen()).dropped, { timeout: 20_000 }).toBe(REQUESTS);
  expect((await seen()).dropped).toBeGreaterThan(0);
  expect((await call(window, 'server:counters', id))?.requests).toBe(REQUESTS);
});

/** Resolves to the number of complete answers. */
async function manyRequests(url: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let left = REQUESTS;
  let answered = 0;
  const worker = async () => {
    while (left-- > 0) {
      await new Promise<void>((resolve, reject) => {
        get(url, { agent }, (response) => {
          response.resume().once('end', resolve);
        }).once('error', reject);
      });
      answered++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  agent.destroy();
  return answered;
}
