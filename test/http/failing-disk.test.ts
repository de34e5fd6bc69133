import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { type RunningCli, startCli, tempFolder } from './support/cli.ts';

const FAILING_DISK = pathToFileURL('test/http/support/failing-disk.mjs').href;
const MIB = 2 ** 20;
const BIG = Buffer.alloc(3 * MIB, 'x');
const NOISE = randomBytes(6 * MIB).toString('base64'); // takes its time to compress

let cli: RunningCli;
beforeAll(async () => {
  const root = await tempFolder({
    'small.bin': 'x',
    'start.bin': BIG,
    'start.txt': BIG,
    'end.bin': BIG,
    'good.txt': NOISE,
  });
  const failing = { 'small.bin': 0, 'start.bin': 0, 'start.txt': 0, 'end.bin': 2 * MIB };
  const files = Object.fromEntries(Object.entries(failing).map(([name, from]) => [join(root, name), from]));
  const env = { NODE_OPTIONS: `--import ${FAILING_DISK}`, FAILING_FILES: JSON.stringify(files) };
  cli = await startCli([root], { env });
});

test('no file is closed twice, whoever leaves in the middle: the next one may have its descriptor', async () => {
  const leaving = new AbortController();
  const headers = { 'Accept-Encoding': 'gzip' };
  const response = await cli.fetch('/good.txt', { headers, signal: leaving.signal });
  expect(response.headers.get('content-encoding')).toBe('gzip');
  await response.body?.getReader().read();
  leaving.abort();
  await cli.logged(/"GET \/good\.txt /);
  expect(cli.stderr()).not.toContain('closing failed');
});
