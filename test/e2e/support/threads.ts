import type { ElectronApplication } from '@playwright/test';

type Threads = typeof import('node:worker_threads');
type Seen = { seenThreads?: InstanceType<Threads['Worker']>[] };

/** Remembers every thread that main speaks to from now on, in the order of the first word. */
export async function watchThreads(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const { Worker } = (process as unknown as { getBuiltinModule(name: string): Threads }).getBuiltinModule(
      'node:worker_threads',
    );
    const seen: InstanceType<Threads['Worker']>[] = [];
    (globalThis as Seen).seenThreads = seen;
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function remember(...args: Parameters<typeof postMessage>) {
      if (!seen.includes(this)) seen.push(this);
      return postMessage.apply(this, args);
    };
  });
}

/** Ends a thread from outside, as running out of memory would. */
export async function killThread(app: ElectronApplication, index: number): Promise<void> {
  await app.evaluate((_electron, nth) => (globalThis as Seen).seenThreads?.[nth]?.terminate(), index);
}
