import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../project.ts';

/** Kept below node_modules, where tools keep their caches; `npm ci` clears it together with the packages. */
export const RUNTIME_CACHE = join(ROOT, 'node_modules', '.cache', 'electron-runtime');

const FAILURE = join(RUNTIME_CACHE, 'official-download-failed');
const REMEMBER_FAILURE_MS = 24 * 60 * 60 * 1000;

/** The reason of a recent failure of the official download, so that a run without a network does not wait for it again. */
export function rememberedFailure(nowMs = Date.now()): string | undefined {
  try {
    const { atMs, reason } = JSON.parse(readFileSync(FAILURE, 'utf8')) as { atMs: number; reason: string };
    return isRecent(atMs, nowMs) ? reason : undefined;
  } catch {
    return undefined;
  }
}

/** A time in the future comes from a clock that was wrong: it counts as old. */
export function isRecent(atMs: number, nowMs: number): boolean {
  return atMs <= nowMs && nowMs - atMs < REMEMBER_FAILURE_MS;
}

export function rememberFailure(reason: string): void {
  mkdirSync(RUNTIME_CACHE, { recursive: true });
  writeFileSync(FAILURE, JSON.stringify({ atMs: Date.now(), reason }));
}

export function forgetFailure(): void {
  rmSync(FAILURE, { force: true });
}
