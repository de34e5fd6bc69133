import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCli, tempFolder } from './support/cli.ts';

const MAX_BYTES = 2_000;
const REQUESTED = 300;

test('requests that come all at once fill one log after another, none of them over its limit', async () => {
  const logs = await tempFolder();
  const limits = ['--log-max-bytes', String(MAX_BYTES), '--log-keep', '90'];
  const log = ['--log-file', join(logs, 'access.log'), '--log-format', '$seq $method $target', ...limits];
  const cli = await startCli([await tempFolder({ 'a.txt': 'a' }), ...log]);
  const requests = Array.from({ length: REQUESTED }, (_, i) => request(`/a.txt?${'x'.repeat(i % 50)}`));
  await cli.raw(`${requests.join('')}${request('/a.txt', 'close')}`);
  expect((await cli.stop()).code).toBe(0);

  const names = (await readdir(logs)).sort((a, b) => age(b) - age(a));
  const texts = await Promise.all(names.map((name) => readFile(join(logs, name), 'utf8')));
  expect(texts.length).toBeGreaterThan((REQUESTED * 35) / MAX_BYTES);
  for (const text of texts) expect(text.length).toBeLessThanOrEqual(MAX_BYTES);
  const seqs = texts.flatMap((text) => text.trimEnd().split('\n')).map((line) => /^(\d+) GET \/a\.txt/.exec(line)?.[1]);
  expect(seqs).toEqual(Array.from({ length: REQUESTED + 1 }, (_, i) => String(i + 1)));
});

function request(target: string, connection = 'keep-alive'): string {
  return `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: ${connection}\r\n\r\n`;
}

/** Number of an old file; the current one has none. */
const age = (name: string) => Number(/\d+$/.exec(name)?.[0] ?? 0);
