import { once } from 'node:events';
import { utimes, writeFile } from 'node:fs/promises';
import http2, { type IncomingHttpHeaders } from 'node:http2';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { handlerCases } from './cases/developing.ts';
import { certificateFiles } from './support/certificate.ts';
import { startCli, tempFolder } from './support/cli.ts';
import { serve } from './support/engine.ts';
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

test('over HTTP/2, where a method may be any word, no helper of the module is called by its name', async () => {
  const module = `export const helper = () => new Response('called');
export const GET = () => new Response('asked');`;
  const folder = await tempFolder({ 'own.mjs': module });
  const { tls, ca } = await certificateFiles();
  const engine = await serve(folder, { handlers: 'own.mjs', tls });
  const session = http2.connect(`https://localhost:${engine.port}`, { ca });
  const ask = async (method: string) => {
    const stream = session.request({ ':path': '/x', ':method': method });
    const [head] = (await once(stream, 'response')) as [IncomingHttpHeaders];
    return { status: Number(head[':status']), content: await text(stream) };
  };
  expect(await ask('GET')).toEqual({ status: 200, content: 'asked' });
  expect(await ask('helper')).toMatchObject({ status: 501, content: expect.not.stringContaining('called') });
  session.destroy();
});

describe('as beside all other features', () => handlerCases(only('handlers')));
