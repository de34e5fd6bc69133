import { linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseConfig } from '../../config/parse.ts';
import { FileServer } from '../../server.ts';

let root: string;
let file: string;
let server: FileServer;
let base: string;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'portico-changes-'));
  file = join(root, 'site/pages/a.txt');
  mkdirSync(join(root, 'site/pages'), { recursive: true });
  writeFileSync(file, 'version 0');
  const parsed = parseConfig({ root, port: 0 });
  if (!parsed.ok) throw parsed.errors[0];
  server = new FileServer(parsed.config);
  await server.start();
  base = server.state.kind === 'running' ? `http://127.0.0.1:${server.state.port}` : '';
});
afterEach(async () => {
  await server.stop(0);
  rmSync(root, { recursive: true });
});

const ask = async () => (await fetch(`${base}/site/pages/a.txt`)).text();

async function untilHot(): Promise<void> {
  await vi.waitFor(async () => {
    await ask();
    const newest = await server.detail(server.counters().requests);
    expect(newest?.trace[0]?.code).toBe('static.hot');
  });
}

/** A folder like the one that is served, but for the content of the file. */
function prepare(content: string): string {
  mkdirSync(join(root, 'new/pages'), { recursive: true });
  writeFileSync(join(root, 'new/pages/a.txt'), content);
  return join(root, 'new');
}

function swap(now: string, next: string): void {
  renameSync(now, join(root, 'old'));
  renameSync(next, now);
  rmSync(join(root, 'old'), { recursive: true });
}

test.each<[string, (content: string) => void]>([
  ['written', (content) => writeFileSync(file, content)],
  ['replaced', (content) => renameSync(join(prepare(content), 'pages/a.txt'), file)],
  [
    'written and given its old time',
    (content) => {
      const { atime, mtime } = statSync(file);
      writeFileSync(file, content);
      utimesSync(file, atime, mtime);
    },
  ],
  [
    'deleted and made again',
    (content) => {
      rmSync(file);
      writeFileSync(file, content);
    },
  ],
  ['in a folder that is swapped', (content) => swap(join(root, 'site/pages'), join(prepare(content), 'pages'))],
  ['in a folder whose folder is swapped', (content) => swap(join(root, 'site'), prepare(content))],
])('a file that is %s is sent as it is from the next request on', async (_, change) => {
  for (let i = 1; i <= 5; i++) {
    await untilHot();
    change(`version ${i}`);
    for (let repeat = 0; repeat < 5; repeat++) expect(await ask()).toBe(`version ${i}`);
  }
});

test('a file with another name elsewhere is looked at again and again: what is done there is not heard of', async () => {
  const other = join(root, 'other.txt');
  linkSync(file, other);
  for (let i = 1; i <= 3; i++) {
    await untilHot();
    writeFileSync(other, `version ${i}`);
    expect(await ask()).toBe(`version ${i}`);
  }
});

test('a name that it gets meanwhile is noticed within a second', async () => {
  await untilHot();
  linkSync(file, join(root, 'other.txt'));
  await wait(1_100);
  await ask();
  writeFileSync(join(root, 'other.txt'), 'version 1');
  expect(await ask()).toBe('version 1');
});
