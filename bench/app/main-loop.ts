import type { ElectronApplication } from '@playwright/test';

type PerfHooks = typeof import('node:perf_hooks');

export interface LoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** How long main's event loop made others wait while something went on; idle, its p99 is about 1.5 ms. */
export async function mainLoopDelay(app: ElectronApplication, during: () => Promise<unknown>): Promise<LoopDelay> {
  const monitor = await app.evaluateHandle(() => {
    const { getBuiltinModule } = process as unknown as { getBuiltinModule(name: string): PerfHooks };
    const histogram = getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    return histogram;
  });
  await during();
  return monitor.evaluate((histogram) => {
    histogram.disable();
    return { p99Ms: histogram.percentile(99) / 1e6, maxMs: histogram.max / 1e6 };
  });
}
