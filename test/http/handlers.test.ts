import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { handlerCases } from './cases/developing.ts';
import { startCli, tempFolder } from './support/cli.ts';
import { startExample } from './support/example.ts';
import { only } from './support/served.ts';

test('the example: state, content, streams; files first, the rest goes on', async () => {
  const server = await startExample('handlers');
  expect(await (await server.fetch('/visits')).json()).toEqual({ visits: 1 });
  expect(await (await server.fetch('/visits')).json()).toEqual({ visits: 2 });
  expect(await (await server.fetch('/shout', { method: 'POST', body: 'hey' })).text()).toBe('HEY');
  expect(await (await server.fetch('/count?to=2')).text()).toBe('data: 1\n\ndata: 2\n\n');
  expect(await (await server.fetch('/')).text()).toContain('<title>Handlers</title>');
  expect((await server.fetch('/none')).status).toBe(404);
  expect((await server.fetch('/handlers.mjs')).status).toBe(404);
  expect((await server.fetch('/none', { method: 'DELETE' })).status).toBe(405);
});

test('a module that throws or loops holds up nobody, and is used again when it is mended', async () => {
  const module = `export default { fetch(request) {
    if (request.url.endsWith('/throw')) throw new Error('oh no');
    if (request.url.endsWith('/loop')) for (;;);
    return new Response('fine');
  } }`;
  const folder = await tempFolder({ 'own.mjs': module, 'a.txt': 'a' });
  const server = await startCli(['--handlers', join(folder, 'own.mjs'), folder]);
  const failed = await server.fetch('/throw');
  expect(failed.status).toBe(500);
  expect(await failed.text()).not.toMatch(/oh no|own\.mjs/);
  await server.logged(/Error: oh no/);
  await server.logged(/at Object\.fetch .*own\.mjs/);

  const looping = server.fetch('/loop').catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const startedAt = performance.now();
  expect(await (await server.fetch('/a.txt')).text()).toBe('a');
  expect(performance.now() - startedAt).toBeLessThan(500);
  expect(await (await server.fetch('/x')).text()).toBe('fine');

  await writeFile(join(folder, 'own.mjs'), 'export const GET = () => new Response("mended")');
  await utimes(join(folder, 'own.mjs'), 1, 1);
  expect(await (await server.fetch('/x')).text()).toBe('mended');
  expect((await server.stop()).code).toBe(0);
  await looping;
});

describe('as beside all other features', () => handlerCases(only('handlers')));
