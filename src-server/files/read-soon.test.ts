import { closeSync, openSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readSoon } from './read-soon.ts';

let folder: string;
let descriptor: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-read-'));
  writeFileSync(join(folder, 'a'), 'abcdefgh');
  descriptor = openSync(join(folder, 'a'), 'r');
});
afterEach(async () => {
  vi.restoreAllMocks();
  closeSync(descriptor);
  await rm(folder, { recursive: true });
});

test('what is in memory is there at once', () => {
  const buffer = Buffer.alloc(4);
  let got: number | undefined;
  readSoon(descriptor, buffer, 3, 2, (bytesRead) => {
    got = bytesRead;
  });
  expect(got).toBe(3);
  expect(buffer.toString('latin1', 0, 3)).toBe('cde');
});

test('a failed read says so', () => {
  const done = vi.fn();
  readSoon(-1, Buffer.alloc(1), 1, 0, done);
  expect(done).toHaveBeenCalledWith(undefined);
});

test('after a slow read the next ones do not block, for a second', async () => {
  let now = performance.now() + 10_000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const isSync = () => {
    let isDone = false;
    const ended = new Promise<void>((resolve) =>
      readSoon(descriptor, Buffer.alloc(1), 1, 0, () => {
        isDone = true;
        resolve();
      }),
    );
    return { sync: isDone, ended };
  };
  vi.mocked(performance.now).mockImplementation(() => {
    now += 3; // each look at the clock is 3 ms after the last one
    return now;
  });
  expect(isSync().sync).toBe(true);
  vi.mocked(performance.now).mockImplementation(() => now);
  const patient = isSync();
  expect(patient.sync).toBe(false);
  await patient.ended;
  now += 1_001;
  expect(isSync().sync).toBe(true);
});
