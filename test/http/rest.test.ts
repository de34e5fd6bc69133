import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { restCases } from './cases/rest.ts';
import { runCli, startCli, tempFolder } from './support/cli.ts';
import { startExample } from './support/example.ts';
import { only } from './support/served.ts';

const post = (value: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
});

test('the example: both dialects, and changes are in the file', async () => {
  const server = await startExample('rest');
  for (const query of ['_sort=-views', '_sort=views&_order=desc']) {
    const posts = (await (await server.fetch(`/api/posts?${query}`)).json()) as { id: number }[];
    expect(posts.map(({ id }) => id)).toEqual([2, 3, 1]);
  }
  const created = await server.fetch('/api/posts', post({ title: 'Fourth' }));
  expect([created.status, created.headers.get('Location')]).toEqual([201, '/api/posts/4']);
  const data = JSON.parse(await readFile(join(server.folder, 'db.json'), 'utf8')) as { posts: unknown[] };
  expect(data.posts).toHaveLength(4);
  expect(await (await server.fetch('/')).text()).toContain('/api/posts');
});

test('every acknowledged write survives kill -9, and the file is whole', async () => {
  const folder = await tempFolder({ 'db.json': '{"items": []}', 'public/index.html': 'x' });
  for (let round = 0; round < 3; round++) {
    const server = await startCli([join(folder, 'public'), '--rest', `/api=${join(folder, 'db.json')}`]);
    const acknowledged: string[] = [];
    let stopped = false;
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; !stopped; n++) {
        const id = `${round}-${writer}-${n}`;
        const response = await server.fetch('/api/items', post({ id })).catch(() => undefined);
        if (response?.status === 201) acknowledged.push(id);
      }
    });
    await expect.poll(() => acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(20);
    await server.stop('SIGKILL');
    stopped = true;
    await Promise.all(writers);
    const { items } = JSON.parse(await readFile(join(folder, 'db.json'), 'utf8')) as { items: { id: string }[] };
    const kept = new Set(items.map(({ id }) => id));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  }
});

test('a file that is no JSON is refused at start, and named', async () => {
  const folder = await tempFolder({ 'db.json': '{"posts": [}' });
  const { code, stderr } = await runCli([folder, '--port', '0', '--rest', `/api=${join(folder, 'db.json')}`]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/rest.*db\.json.*line 1, column 12/s);
});

describe('as beside all other features', () => restCases(only('rest', 'limits')));
