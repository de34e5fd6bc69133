import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAtomically } from './atomic-file.ts';
import { Settings } from './settings.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-settings-'));
  file = join(folder, 'settings.json');
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
});

test('what was changed is there after a restart', async () => {
  const settings = await Settings.open(file);
  settings.update({ recent: ['/a'] });
  settings.update({ closeExplained: true });
  await settings.flush();
  expect((await Settings.open(file)).state).toMatchObject({ recent: ['/a'], closeExplained: true });
});

test('changes made while a write is going on are written too', async () => {
  const settings = await Settings.open(file);
  settings.update({ recent: ['/a'] });
  await new Promise(setImmediate);
  settings.update({ recent: ['/a', '/b'] });
  await settings.flush();
  expect((await Settings.open(file)).state.recent).toEqual(['/a', '/b']);
});

test('a change to the same value does not stop later ones from being written', async () => {
  const settings = await Settings.open(file);
  settings.update({ recent: ['/a'] });
  await settings.flush();
  settings.update({ recent: ['/a'] });
  await settings.flush();
  settings.update({ recent: ['/b'] });
  await settings.flush();
  expect((await Settings.open(file)).state.recent).toEqual(['/b']);
});

test('an unreadable file is kept under a name that says so', async () => {
  await writeFile(file, 'not JSON');
  const settings = await Settings.open(file);
  expect(settings.state.servers).toEqual([]);
  expect(settings.setAside).toMatch(/settings\.unreadable-.+\.json$/);
  expect(await readFile(settings.setAside ?? '', 'utf8')).toBe('not JSON');
});

test('only the person may read the file, and no half-written one stays behind', async () => {
  const settings = await Settings.open(file);
  settings.update({ closeExplained: true });
  await settings.flush();
  expect(await readdir(folder)).toEqual(['settings.json']);
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('settings that may not be read stop the start, in words', async () => {
  await mkdir(file); // a folder cannot be read as a file, whoever asks
  await expect(Settings.open(file)).rejects.toThrow(/settings in .+ cannot be read/);
});

test('a file that cannot be written is said once, and the next change is tried again', async () => {
  const settings = await Settings.open(file);
  const errors: Error[] = [];
  settings.on('unwritable', (error) => errors.push(error));
  await rm(folder, { recursive: true });
  settings.update({ closeExplained: true });
  await settings.flush();
  settings.update({ recent: ['/x'] });
  await settings.flush();
  expect(errors).toHaveLength(1);
  await Settings.open(file); // makes the folder again
  settings.update({ recent: ['/a'] });
  await settings.flush();
  expect((await Settings.open(file)).state).toMatchObject({ recent: ['/a'], closeExplained: true });
});

test('a reader sees the old text or the new one, never a part', async () => {
  const texts = ['a', 'b'].map((letter) => letter.repeat(200_000));
  await writeAtomically(file, texts[0] ?? '');
  let isWriting = true;
  const writing = (async () => {
    for (let i = 0; i < 20; i++) await writeAtomically(file, texts[i % 2] ?? '');
    isWriting = false;
  })();
  while (isWriting) expect(texts).toContain(await readFile(file, 'utf8'));
  await writing;
});
