import { expect, test } from 'vitest';
import { fuzz } from './fuzz/run.ts';
import { startTarget } from './fuzz/target.ts';

const REQUESTS = 20_000;
/** The same run every time; `npm run fuzz` takes a seed and a million. */
const SEED = 20_260_101;

test(`${REQUESTS} odd and broken requests: no crash, no hang, no 500, no leak`, { timeout: 90_000 }, async () => {
  const target = await startTarget();
  try {
    const report = await fuzz(target, { requests: REQUESTS, seed: SEED });
    expect(report.sent).toBeGreaterThanOrEqual(REQUESTS);
    expect(report.answered).toBeGreaterThan(REQUESTS / 2);
    expect(Object.keys(report.statuses).length).toBeGreaterThan(10);
    expect(report.filesLeftOpen).toBeLessThanOrEqual(32); // as many are kept for ranges that are asked for again
    expect(report.memoryGrowthMb).toBeLessThan(100);
  } finally {
    await target.stop();
  }
});
