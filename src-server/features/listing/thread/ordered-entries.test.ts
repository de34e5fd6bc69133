import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { FolderRequest } from './messages.ts';
import { orderedEntries } from './ordered-entries.ts';
import { plainRequest } from './plain-request.ts';

vi.mock('node:fs', { spy: true });
const real = await vi.importActual<typeof fs>('node:fs');

const COUNT = 1_000;
let root: string;
beforeAll(() => {
  root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'portico-ordered-')));
  for (let i = 0; i < COUNT; i += 1) fs.writeFileSync(join(root, `f${i}`), '');
});
afterAll(() => fs.rmSync(root, { recursive: true }));
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  later();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Long enough after the last change for the folder's times to prove something. */
const later = () => vi.setSystemTime(Date.now() + 5_000);

const request = (more?: Partial<FolderRequest>) => plainRequest(root, more);

function names(more?: Partial<FolderRequest>): string[] {
  const { found, sorted } = orderedEntries(request(more));
  return sorted.map((index) => found.names[index] ?? '');
}

/** How often the folder was read for it. */
function readings(ask: () => unknown): number {
  const before = vi.mocked(fs.readdirSync).mock.calls.length;
  ask();
  return vi.mocked(fs.readdirSync).mock.calls.length - before;
}

test.runIf(process.platform === 'linux')(
  'a large folder that is unchanged is read once, whatever is written of it',
  () => {
    expect(readings(() => names({ order: 'desc' }))).toBe(1);
    expect(readings(() => names({ order: 'desc' }))).toBe(0);
    expect(readings(() => names({ order: 'desc', rows: { type: 'html', language: 'zh' } }))).toBe(0);
    expect(names({ order: 'desc' })[0]).toBe('f999');
    expect(readings(() => names())).toBe(1);
  },
);

test('what changes in the folder is there at once', () => {
  expect(names()).toHaveLength(COUNT);
  const real = join(root, 'added');
  fs.writeFileSync(real, '');
  expect(names()[0]).toBe('added');
  later();
  expect(names()[0]).toBe('added');
  fs.renameSync(real, join(root, 'a'));
  expect(names()[0]).toBe('a');
  const { atime, mtime } = fs.statSync(root);
  fs.rmSync(join(root, 'a'));
  fs.mkdirSync(join(root, 'a')); // the same name for something else
  fs.utimesSync(root, atime, mtime);
  later();
  const { found, sorted } = orderedEntries(request());
  expect(found.isFolder[sorted[0] ?? 0]).toBe(1);
  fs.rmdirSync(join(root, 'a'));
  expect(names()).toHaveLength(COUNT);
});

test('sizes are looked up each time', () => {
  names();
  later();
  const { found } = orderedEntries(request());
  found.sizes[0] = 7;
  expect(orderedEntries(request()).found.sizes[0]).toBeNaN();
});

test('with links in it a folder is read each time: what they lead to may change without it', () => {
  fs.symlinkSync('f1', join(root, 'link'));
  later();
  expect(readings(() => names())).toBe(1);
  expect(readings(() => names())).toBe(1);
  fs.rmSync(join(root, 'link'));
});

test('folders that lie on no disk, such as /proc, are read each time: their times say nothing', () => {
  const { lstatSync } = real;
  const nowhere = (...asked: Parameters<typeof lstatSync>) => Object.assign(lstatSync(...asked) ?? {}, { size: 0n });
  vi.mocked(fs.lstatSync).mockImplementation(nowhere as typeof lstatSync);
  expect(readings(() => names())).toBe(1);
  expect(readings(() => names())).toBe(1);
  vi.mocked(fs.lstatSync).mockImplementation(lstatSync);
});

test('just after a change its times prove nothing yet', () => {
  vi.setSystemTime(fs.statSync(root).ctimeMs + 1_000);
  expect(readings(() => names())).toBe(1);
  expect(readings(() => names())).toBe(1);
});
