import { parseArgs } from 'node:util';
import { fuzz } from '../test/http/fuzz/run.ts';
import { startTarget } from '../test/http/fuzz/target.ts';
import { setup as buildCli } from '../test/http/support/build.ts';
import { say } from './project.ts';

/** Growth after warm-up that the caches explain: a million different targets pass through them. */
const MEMORY_BOUND_MB = 150;

/** Files kept open for ranges, and the thread that reads folders, end when idle for so long. */
const SETTLE_MS = 45_000;

/** npm run fuzz -- [--requests N] [--seed N] */
async function run(): Promise<number> {
  const { values } = parseArgs({
    options: { requests: { type: 'string', default: '1000000' }, seed: { type: 'string' } },
  });
  const requests = Number(values.requests);
  const seed = Number(values.seed ?? Date.now() % 2 ** 32);
  if (!Number.isSafeInteger(requests) || requests < 1) throw new Error('--requests takes a whole number from 1 up');
  if (!Number.isSafeInteger(seed)) throw new Error('--seed takes a whole number');
  await buildCli();
  const target = await startTarget();
  say(`${requests} requests, seed ${seed}; the same again: npm run fuzz -- --requests ${requests} --seed ${seed}`);
  const started = performance.now();
  try {
    const report = await fuzz(target, { requests, seed, settleMs: SETTLE_MS, progress: (sent) => say(`${sent} sent`) });
    console.log(
      JSON.stringify({ seed, seconds: Math.round((performance.now() - started) / 1000), ...report }, null, 2),
    );
    if (report.filesLeftOpen > 2) throw new Error(`${report.filesLeftOpen} files or sockets were left open`);
    if (report.memoryGrowthMb > MEMORY_BOUND_MB)
      throw new Error(`memory grew by ${report.memoryGrowthMb.toFixed(0)} MB`);
    return 0;
  } finally {
    await target.stop();
  }
}

process.exitCode = await run().catch((error: Error) => {
  say(error.message);
  return 1;
});
