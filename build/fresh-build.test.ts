import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isFresh } from './fresh-build.ts';

const OUTPUTS = ['renderer/index.html', 'electron/main.js', 'electron/worker.js', 'electron/preload.cjs', 'cli.js'];
let root: string;

function put(path: string, seconds: number): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  utimesSync(file, seconds, seconds);
  utimesSync(dirname(file), seconds, seconds);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fresh-build-'));
  put('src-server/cli.ts', 1000);
  for (const output of OUTPUTS) put(`dist/${output}`, 2000);
});

afterEach(() => rmSync(root, { recursive: true }));

test('a build that is newer than every source is fresh', () => {
  expect(isFresh(root)).toBe(true);
});

test('a source that changed after the build makes it stale', () => {
  put('src-server/http/range.ts', 3000);
  expect(isFresh(root)).toBe(false);
});

test('a build that broke off is stale', () => {
  rmSync(join(root, 'dist', 'cli.js'));
  expect(isFresh(root)).toBe(false);
});

test('a deleted source makes the build stale', () => {
  put('renderer/app.tsx', 1000);
  rmSync(join(root, 'renderer', 'app.tsx'));
  expect(isFresh(root)).toBe(false);
});

test('a changed test leaves the build fresh', () => {
  put('src-server/cli.test.ts', 3000);
  utimesSync(join(root, 'src-server'), 1000, 1000);
  expect(isFresh(root)).toBe(true);
});
