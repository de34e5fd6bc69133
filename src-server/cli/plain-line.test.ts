import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { readPlainLine } from './plain-line.ts';
import { checkOptions, readCommandLine, resolveOptions } from './table/option-table.ts';

const cwd = mkdtempSync(join(tmpdir(), 'portico-plain-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const WORDS = [
  ...['8000', '0', '65535', '65536', '00080', '123456', '-1', 'site', './8000', '', '-', '--', 'constructor', 'a b'],
  ...['--port', '--port=80', '--bind', '-b', '-b::', '--host', '0.0.0.0', '::', '--directory', '-d', '--root', '-d.'],
  ...['--port-fallback', '--no-port-fallback', '--quiet', '-q', '--open', '--qr', '--no-quiet', '--cors', '--spa'],
  ...['--version', '--help', '--print-config', '__proto__', '--toString'],
];

async function byTable(args: readonly string[]) {
  const line = readCommandLine(args, cwd);
  const options = await resolveOptions(line, cwd);
  await checkOptions(options.config);
  return { ...options, own: line.own };
}

test('a plain line means what the option table makes of it', async () => {
  const lines = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(lines, async (args) => {
      const plain = readPlainLine(args, cwd);
      if (plain) expect(plain).toEqual(await byTable(args));
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  [[]],
  [['8000']],
  [['site', '8000']],
  [['8000', '--bind', '0.0.0.0', '--directory', 'site']],
  [['-b', '::1', '-d', '.', '--quiet', '--open', '--qr']],
  [['site', '--port', '0', '--no-port-fallback']],
])('%j is plain', (args) => {
  expect(readPlainLine(args, cwd)).toBeDefined();
});

test.each([
  [['site', 'other']],
  [['--port', '65536']],
  [['--directory']],
  [['--port', '--quiet']],
  [['8000', '--port', '8001']],
  [['--help']],
  [['--cors']],
])('%j is for the table', (args) => {
  expect(readPlainLine(args, cwd)).toBeUndefined();
});
