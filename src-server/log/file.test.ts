import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Notice } from '../state.ts';
import { createLogFile } from './file.ts';

let folder: string;
let notices: Notice[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-log-'));
  notices = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function logFile(options: { maxBytes?: number; keep?: number; file?: string } = {}) {
  const file = options.file ?? join(folder, 'access.log');
  const log = createLogFile({
    file,
    maxBytes: options.maxBytes ?? 0,
    keep: options.keep ?? 2,
    onNotice: (notice) => notices.push(notice),
  });
  return { file, log };
}

const lines = async (file: string) => (await readFile(file, 'utf8')).split('\n').filter(Boolean);

test('lines are appended in order and whole after a flush', async () => {
  const { file, log } = logFile();
  for (let i = 0; i < 1000; i++) log.write(`line ${i}\n`);
  await log.flush();
  log.write('last\n');
  await log.flush();
  expect(await lines(file)).toEqual([...Array.from({ length: 1000 }, (_, i) => `line ${i}`), 'last']);
});

test('a full file becomes file.1, and only as many old ones are kept as asked', async () => {
  const { file, log } = logFile({ maxBytes: 8, keep: 2 });
  for (const line of ['one\n', 'two\n', 'three\n', 'four\n', 'five\n', 'six\n']) {
    log.write(line);
    await log.flush();
  }
  expect(await lines(file)).toEqual(['six']);
  expect(await lines(`${file}.1`)).toEqual(['five']);
  expect(await lines(`${file}.2`)).toEqual(['four']);
  expect(existsSync(`${file}.3`)).toBe(false);
});

test('with nothing to keep the file starts anew', async () => {
  const { file, log } = logFile({ maxBytes: 4, keep: 0 });
  for (const line of ['one\n', 'two\n']) {
    log.write(line);
    await log.flush();
  }
  expect(await lines(file)).toEqual(['two']);
  expect(existsSync(`${file}.1`)).toBe(false);
});

test('a file that was moved away comes back', async () => {
  const { file, log } = logFile();
  log.write('one\n');
  await log.flush();
  await rename(file, `${file}.moved`);
  log.write('two\n');
  await log.flush();
  expect(await lines(file)).toEqual(['two']);
});

test('a log that cannot be written is said once, and goes on when it can', async () => {
  const { file, log } = logFile({ file: join(folder, 'later', 'access.log') });
  for (const line of ['lost\n', 'lost too\n']) {
    log.write(line);
    await log.flush();
  }
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatchObject({ code: 'OPTION_NOTE', params: { option: 'log.file', file } });
  await mkdir(join(folder, 'later'));
  log.write('kept\n');
  await log.flush();
  expect(await lines(file)).toEqual(['kept']);
});

test.runIf(existsSync('/dev/full'))('a full disk is said by name', async () => {
  const { log } = logFile({ file: '/dev/full' });
  log.write('x\n');
  await log.flush();
  expect(notices[0]?.params.problem).toBe('the disk is full');
});
