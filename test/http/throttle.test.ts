import { describe, expect, test } from 'vitest';
import { throttleCases } from './cases/access.ts';
import { startCli, tempFolder } from './support/cli.ts';
import { startExample } from './support/example.ts';
import { only } from './support/served.ts';

test('the example: every answer takes its time, cached ones too', async () => {
  const server = await startExample('throttle');
  for (let i = 0; i < 2; i++) {
    const start = performance.now();
    expect((await server.fetch('/')).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(299);
  }
});

test('a file leaves and an upload arrives at the bandwidth given, unchanged', async () => {
  const content = Buffer.from(Array.from({ length: 60_000 }, (_, i) => i % 251));
  const folder = await tempFolder({ 'a.bin': content });
  const args = ['--throttle-down-kbps', '800', '--throttle-up-kbps', '800', '--upload'];
  const server = await startCli([folder, ...args]);
  const start = performance.now();
  expect(Buffer.from(await (await server.fetch('/a.bin')).arrayBuffer()).equals(content)).toBe(true);
  expect(performance.now() - start).toBeGreaterThan(580); // 100,000 bytes a second
  const again = performance.now();
  expect((await server.fetch('/b.bin', { method: 'PUT', body: content })).status).toBe(201);
  expect(performance.now() - again).toBeGreaterThan(500);
  expect(Buffer.from(await (await server.fetch('/b.bin')).arrayBuffer()).equals(content)).toBe(true);
});

test('with an error rate some requests fail, and the log says how', async () => {
  const server = await startCli([await tempFolder({ 'a.txt': 'a' }), '--throttle-error-rate', '0.5']);
  const outcomes: unknown[] = [];
  for (let i = 0; i < 60; i++) {
    outcomes.push(
      await server.fetch('/a.txt').then(
        ({ status }) => status,
        () => 'cut',
      ),
    );
  }
  expect(new Set(outcomes)).toEqual(new Set([200, 503, 'cut']));
  await server.logged(/"GET \/a\.txt HTTP\/1\.1" 503/);
});

describe('as beside all other features', () => throttleCases(only('throttle')));
