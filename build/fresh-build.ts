import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say, toolScript } from './project.ts';
import { runNode } from './run.ts';

// Icons are inlined into the main bundle.
const SOURCES = [
  'src-server',
  'electron',
  'renderer',
  'build/bundle',
  'build/icons',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
];
/** One file of every bundle; the build clears `dist` first, so a build that broke off has not all of them. */
const OUTPUTS = ['renderer/index.html', 'electron/main.js', 'electron/worker.js', 'electron/preload.cjs', 'cli.js'];

/** Builds `dist` if a source changed after the last build. Resolves with the builder's exit code. */
export async function buildIfStale(): Promise<number> {
  if (isFresh(ROOT)) return 0;
  say('building, because the sources are newer than dist');
  return build();
}

export function build(): Promise<number> {
  return runNode(toolScript('vite'), ['build', '--logLevel', 'warn']);
}

export function isFresh(root: string): boolean {
  const built = OUTPUTS.map((path) => modifiedMs(join(root, 'dist', path)));
  return Math.min(...built) > newestMs(SOURCES.map((path) => join(root, path)));
}

/** True when the app that `npm run dist -- --dir` unpacks holds the present build. */
export function isPackageFresh(root: string): boolean {
  const packed = modifiedMs(join(root, 'release', 'linux-unpacked', 'resources', 'app.asar'));
  return isFresh(root) && packed > newestMs([join(root, 'dist'), join(root, 'build', 'electron-builder.yml')]);
}

function modifiedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Folders count too: theirs is the only time that changes when a file is deleted. */
function newestMs(paths: readonly string[]): number {
  let newest = 0;
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined || path.includes('.test.')) continue;
    const below = stat.isDirectory() ? newestMs(readdirSync(path).map((name) => join(path, name))) : 0;
    newest = Math.max(newest, stat.mtimeMs, below);
  }
  return newest;
}
