import { spawnSync } from 'node:child_process';
import { type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Switches without which Chromium ends at once where its sandbox cannot work: it refuses to sandbox root, and as a user
 * it needs a setuid helper or user namespaces, which some distributions switch off.
 */
export function sandboxSwitches(executable: string): string[] {
  if (process.platform !== 'linux') return [];
  const works = process.getuid?.() !== 0 && (hasSetuidHelper(executable) || hasUserNamespaces());
  return works ? [] : ['--no-sandbox'];
}

function hasSetuidHelper(executable: string): boolean {
  const helper = statSync(join(dirname(executable), 'chrome-sandbox'), { throwIfNoEntry: false });
  return helper !== undefined && isSetuidRoot(helper);
}

export function isSetuidRoot({ uid, mode }: Pick<Stats, 'uid' | 'mode'>): boolean {
  return uid === 0 && (mode & 0o7777) === 0o4755;
}

/** With a user map (-r): Ubuntu 24.04 lets everyone make a namespace, but gives no rights in it. */
function hasUserNamespaces(): boolean {
  return spawnSync('unshare', ['-Ur', 'true'], { stdio: 'ignore' }).status === 0;
}
