import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
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

test('many lines at once fill one file after another: none grows over the limit, no line is split or lost', async () => {
  const { file, log } = logFile({ maxBytes: 1000, keep: 40 });
  const written = Array.from({ length: 1000 }, (_, i) => `line ${i} ${'é'.repeat(i % 7)}`);
  log.write(`${'early '.repeat(20)}\n`);
  await log.flush();
  for (const line of written) log.write(`${line}\n`);
  await log.flush();
  const names = [...(await readdir(folder))].sort((a, b) => age(b) - age(a));
  expect(names.length).toBeGreaterThan(15);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name))));
  for (const text of texts.slice(0, -1)) expect(text.length).toSatisfy((size: number) => size > 970 && size <= 1000);
  expect(texts.join('').split('\n').slice(1, -1)).toEqual(written);
  expect(await lines(file)).toContain(written.at(-1));
});

/** Number of an old file; the current one has none. */
const age = (name: string) => Number(/\d+$/.exec(name)?.[0] ?? 0);

test('a line longer than the limit has a file to itself', async () => {
  const { file, log } = logFile({ maxBytes: 10, keep: 3 });
  for (const line of ['one\n', 'two\n', 'far too long for it\n', 'three\n']) log.write(line);
  await log.flush();
  expect(await lines(`${file}.2`)).toEqual(['one', 'two']);
  expect(await lines(`${file}.1`)).toEqual(['far too long for it']);
  expect(await lines(file)).toEqual(['three']);
});

test('of more lines than all files hold, the newest are kept', async () => {
  const { file, log } = logFile({ maxBytes: 10, keep: 1 });
  for (let i = 0; i < 1000; i++) log.write(`line ${i}\n`);
  await log.flush();
  expect([await lines(`${file}.1`), await lines(file)]).toEqual([['line 998'], ['line 999']]);
  expect(existsSync(`${file}.2`)).toBe(false);
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
