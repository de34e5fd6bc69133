import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type RunningCli, startCli, tempFolder } from './cli.ts';

export interface RunningExample extends RunningCli {
  /** A copy of the example: tests may write there. */
  readonly folder: string;
}

/** Serves a copy of `docs/examples/<name>` as its `site.json` says. */
export async function startExample(name: string, args: readonly string[] = []): Promise<RunningExample> {
  const folder = await tempFolder();
  await cp(resolve('docs/examples', name), folder, { recursive: true });
  return { ...(await startCli(['--config', join(folder, 'site.json'), ...args])), folder };
}
