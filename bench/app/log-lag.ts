import type { Page } from '@playwright/test';
import type { PorticoBridge } from '../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../src-server/log/record.ts';

type Lagging = { lags?: number[] };

/** From the moment a request came in to the frame after its row reached the page; the oldest row of each batch. */
export async function logLags(window: Page, during: () => Promise<unknown>): Promise<number[]> {
  await window.evaluate(() => {
    const lags: number[] = [];
    (globalThis as Lagging).lags = lags;
    const { portico } = globalThis as unknown as { portico: PorticoBridge };
    portico.on('log:batch', ({ records }) => {
      const [oldest] = JSON.parse(records) as ExchangeRecord[];
      if (oldest) requestAnimationFrame(() => setTimeout(() => lags.push(Date.now() - oldest.timeMs)));
    });
  });
  await during();
  return window.evaluate(() => (globalThis as Lagging).lags ?? []);
}
