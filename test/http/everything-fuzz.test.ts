import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFeatureBatch } from './fuzz/feature-batch.ts';
import { fuzz } from './fuzz/run.ts';
import { startTarget } from './fuzz/target.ts';
import { siteFolder, siteOptions } from './support/site.ts';
import { startUpstream } from './support/upstream.ts';

const REQUESTS = 6_000;
const SEED = 20_261_122;

test.runIf(process.platform === 'linux')(
  `${REQUESTS} odd and broken requests to every feature at once: no crash, no hang, no 500, no leak`,
  { timeout: 90_000 },
  async () => {
    const folder = await siteFolder();
    // A network that is slow on purpose would only make this slow
    const { throttle, log, ...options } = siteOptions(await startUpstream());
    await writeFile(join(folder, 'site.json'), JSON.stringify({ root: 'public', ...options }));
    const target = await startTarget(['--config', join(folder, 'site.json')]);
    try {
      const report = await fuzz(target, { requests: REQUESTS, seed: SEED, make: makeFeatureBatch });
      expect(report.answered).toBeGreaterThan(REQUESTS / 4);
      expect(Object.keys(report.statuses).length).toBeGreaterThan(20);
      expect(report.filesLeftOpen).toBeLessThanOrEqual(32);
      expect(report.memoryGrowthMb).toBeLessThan(100);
      const leftovers = (await readdir(join(folder, 'public/inbox'))).filter((name) => name.startsWith('.'));
      expect(leftovers).toEqual([]);
    } finally {
      await target.stop();
    }
  },
);
