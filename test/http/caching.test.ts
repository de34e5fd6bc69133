import { describe, expect, test } from 'vitest';
import { cacheCases } from './cases/fields.ts';
import { startCli, tempFolder } from './support/cli.ts';
import { startExample } from './support/example.ts';
import { only } from './support/served.ts';

test('the example: pages for a minute, hashed files for good', async () => {
  const server = await startExample('caching');
  for (let i = 0; i < 2; i++) {
    expect((await server.fetch('/')).headers.get('Cache-Control')).toBe('public, max-age=60');
    const asset = await server.fetch('/assets/app.4f1c2a.js');
    expect(asset.headers.get('Cache-Control')).toBe('public, max-age=60, immutable');
    const tag = asset.headers.get('ETag') ?? '';
    const unchanged = await server.fetch('/assets/app.4f1c2a.js', { headers: { 'If-None-Match': tag } });
    expect([unchanged.status, unchanged.headers.get('Cache-Control')]).toEqual([304, 'public, max-age=60, immutable']);
    expect((await server.fetch('/assets/missing.js')).headers.get('Cache-Control')).toBe('no-cache');
  }
});

test('without the option, browsers ask again; --cache no-store keeps nothing', async () => {
  const folder = await tempFolder({ 'a.txt': 'a' });
  const usual = await startCli([folder]);
  expect((await usual.fetch('/a.txt')).headers.get('Cache-Control')).toBe('no-cache');
  const none = await startCli([folder, '--cache', 'no-store']);
  expect((await none.fetch('/a.txt')).headers.get('Cache-Control')).toBe('no-store');
});

describe('as beside all other features', () => cacheCases(only('cache')));
