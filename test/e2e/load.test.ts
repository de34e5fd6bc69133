import { Agent, get } from 'node:http';
import type { Page } from '@playwright/test';
import { expect, test } from 'vitest';
import type { PorticoBridge } from '../../electron/ipc/contract.ts';
import { call, recentRecords, running, servers } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

const REQUESTS = 20_000;
const AT_ONCE = 16;

test('20,000 requests: every one is counted, and a click is answered within 100 ms meanwhile', async () => {
  const { window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { id, url } = await running(window);
  const name = (await servers(window))[0]?.name ?? '';
  const loaded = manyRequests(`${url}a.txt`);
  const clicks: number[] = [];
  let isLoading = true;
  void loaded.finally(() => {
    isLoading = false;
  });
  while (isLoading) {
    clicks.push(await timeOfClick(window, 'Settings'));
    clicks.push(await timeOfClick(window, name));
  }
  expect(await loaded).toBe(REQUESTS);
  expect(median(clicks), `all: ${clicks.map(Math.round).join(', ')} ms`).toBeLessThan(100);

  const counters = await call(window, 'server:counters', id);
  expect(counters).toMatchObject({ requests: REQUESTS, byClass: [0, 0, REQUESTS, 0, 0, 0], contentBytes: REQUESTS });
  expect(counters?.latency.reduce((sum, count) => sum + count)).toBe(REQUESTS);
  // rows travel in batches: the last one may come after the counters
  await expect.poll(async () => (await recentRecords(window, id)).at(-1)?.seq).toBe(REQUESTS);
});

test('a page that is stuck costs no memory in main, and learns how many rows it missed', async () => {
  const { window } = await launch({ paths: [await folderWith({ 'a.txt': 'A' })] });
  const { id, url } = await running(window);
  await window.evaluate(() => {
    const { portico } = globalThis as unknown as { portico: PorticoBridge };
    const seen = { rows: 0, dropped: 0 };
    (globalThis as { seen?: typeof seen }).seen = seen;
    portico.on('log:batch', ({ records, counters }) => {
      for (const end = performance.now() + 500; performance.now() < end; ); // a page that takes its time
      seen.rows += JSON.parse(records).length;
      seen.dropped = counters.droppedRecords;
    });
  });
  await manyRequests(`${url}a.txt`);
  const seen = () => window.evaluate(() => (globalThis as unknown as { seen: { rows: number; dropped: number } }).seen);
  await expect.poll(async () => (await seen()).rows + (await seen()).dropped, { timeout: 20_000 }).toBe(REQUESTS);
  expect((await seen()).dropped).toBeGreaterThan(0);
  expect((await call(window, 'server:counters', id))?.requests).toBe(REQUESTS);
});

/** From a click on the button that leads to a page, to the frame that shows the page's heading, as the page sees it. */
function timeOfClick(window: Page, name: string): Promise<number> {
  return window.evaluate(
    (wanted) =>
      new Promise<number>((resolve, reject) => {
        const names = (element: Element | null) => element?.textContent?.includes(wanted) === true;
        const button = [...document.querySelectorAll('button')].find(names);
        if (!button) return reject(new Error(`no button ${wanted}`));
        const clicked = performance.now();
        button.click();
        const look = () => {
          if (names(document.querySelector('h1'))) resolve(performance.now() - clicked);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    name,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.POSITIVE_INFINITY;
}

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
