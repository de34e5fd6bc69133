import type { Page } from '@playwright/test';
import type { PorticoBridge } from '../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../src-server/log/record.ts';

type Lagging = { lags?: number[]; endLags?: () => void };

/** From the moment a request came in to the frame after its row reached the page; the oldest row of each batch. */
export async function logLags(window: Page, during: () => Promise<unknown>): Promise<number[]> {
  await window.evaluate(() => {
    const lags: number[] = [];
    (globalThis as Lagging).lags = lags;
    const { portico } = globalThis as unknown as { portico: PorticoBridge };
    (globalThis as Lagging).endLags = portico.on('log:batch', ({ records }) => {
      const [oldest] = JSON.parse(records) as ExchangeRecord[];
      if (oldest) requestAnimationFrame(() => setTimeout(() => lags.push(Date.now() - oldest.timeMs)));
    });
  });
  await during();
  return window.evaluate(() => {
    const { lags, endLags } = globalThis as Lagging;
    endLags?.(); // the page shall do nothing but its own work from here on
    return lags ?? [];
  });
}
