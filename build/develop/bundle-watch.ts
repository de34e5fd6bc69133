import { createBuilder } from 'vite';
import { say } from '../project.ts';

/** The bundles that Electron itself runs, as vite.config.ts names them. */
const BUNDLES = ['main', 'engine', 'preload'] as const;
const SETTLE_MS = 150; // one saved file often changes several bundles

/** The part of Rolldown's watcher that is used here. */
interface Watcher {
  on(name: 'event', listener: (event: { code: string; error?: Error }) => void): void;
  close(): Promise<void>;
}

/** Builds now and after every change. @param built called when all bundles are there and nothing changes any more */
export async function watchBundles(built: () => void): Promise<Watcher[]> {
  const builder = await createBuilder({ logLevel: 'warn', build: { watch: {} } });
  const missing = new Set<string>(BUNDLES);
  let settling: NodeJS.Timeout | undefined;
  const settle = (bundle: string) => {
    missing.delete(bundle);
    clearTimeout(settling);
    if (missing.size === 0) settling = setTimeout(built, SETTLE_MS);
  };
  const watchers: Watcher[] = [];
  for (const name of BUNDLES) {
    const environment = builder.environments[name];
    if (environment === undefined) throw new Error(`vite.config.ts has no environment "${name}"`);
    const watcher = (await builder.build(environment)) as Watcher;
    let broken = false;
    watcher.on('event', ({ code, error }) => {
      if (code === 'START') broken = false;
      if (code === 'ERROR') broken = true;
      if (code === 'ERROR') say(`${name} cannot be built: ${error?.message}`);
      if (code === 'END' && !broken) settle(name);
    });
    watchers.push(watcher);
  }
  return watchers;
}
