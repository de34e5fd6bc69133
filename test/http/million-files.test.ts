import { spawn } from 'node:child_process';
import { existsSync, linkSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCli, startCli } from './support/cli.ts';

const FILES = 1_000_000;
/** File systems have a limit of names for one file: ext4's is 65,000. */
const NAMES_OF_ONE_FILE = 50_000;
const IN_MEMORY = '/dev/shm';

let root: string;
let cli: RunningCli;
beforeAll(async () => {
  root = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'portico-million-'));
  const path = (i: number) => join(root, `f${i}.txt`);
  for (let i = 0; i < FILES; i++) {
    const first = i - (i % NAMES_OF_ONE_FILE);
    if (i === first) writeFileSync(path(i), 'x');
    else linkSync(path(first), path(i));
  }
  cli = await startCli([root]);
}, 120_000);

/** As long again as to make them: nobody has to wait for it. */
afterAll(() => {
  spawn('rm', ['-rf', root], { detached: true, stdio: 'ignore' }).unref();
});

test('a folder of a million files is listed whole, and others are served meanwhile', async () => {
  const response = await cli.fetch('/');
  let rows = 0;
  let served = 0;
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const text = rest + Buffer.from(chunk).toString('latin1');
    rows += text.split('<td class="md">').length - 1;
    rest = text.slice(-'<td class="md"'.length);
    if (rows > 0 && served < 20) served += (await (await cli.fetch(`/f${served}.txt`)).text()) === 'x' ? 1 : 0;
  }
  expect(rows).toBe(FILES);
  expect(served).toBe(20);
}, 60_000);

test('one of them is found, one that is not there is not', async () => {
  expect(await (await cli.fetch(`/f${FILES - 1}.txt`)).text()).toBe('x');
  expect((await cli.fetch(`/f${FILES}.txt`)).status).toBe(404);
});
