import { describe, expect, test } from 'vitest';
import { inspectCases } from './cases/developing.ts';
import { startCli, tempFolder } from './support/cli.ts';
import { startExample } from './support/example.ts';
import { only } from './support/served.ts';

test('the example: the form on the page is told part by part', async () => {
  const server = await startExample('inspect');
  expect(await (await server.fetch('/')).text()).toContain('multipart/form-data');
  const body = new FormData();
  body.set('title', 'A title');
  body.set('file', new Blob(['hello'], { type: 'text/plain' }), 'hello.txt');
  const told = await (await server.fetch('/inspect?x=1', { method: 'POST', body })).json();
  expect(told).toMatchObject({
    method: 'POST',
    path: '/inspect',
    query: { x: '1' },
    client: '127.0.0.1',
    form: { title: 'A title' },
    files: [{ field: 'file', filename: 'hello.txt', contentType: 'text/plain', size: 5 }],
  });
});

test('--inspect alone is at /inspect, and answers every method and tool', async () => {
  const server = await startCli([await tempFolder(), '--inspect']);
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
    expect(await (await server.fetch('/inspect', { method })).json()).toMatchObject({ method });
  }
  expect((await server.fetch('/inspect/status/418')).status).toBe(418);
  expect((await server.fetch('/inspect/delay/0.05')).status).toBe(200);
  expect(await (await server.fetch('/inspect/echo', { method: 'POST', body: 'hello' })).text()).toBe('hello');
  const page = await server.fetch('/inspect', { headers: { Accept: 'text/html' } });
  expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  await server.logged(/"PROPFIND \/inspect HTTP\/1\.1" 200/);
});

test('answers are never kept: the same target tells two clients apart', async () => {
  const server = await startCli([await tempFolder(), '--inspect=/what']);
  for (const agent of ['one', 'two']) {
    const told = (await (await server.fetch('/what', { headers: { 'User-Agent': agent } })).json()) as {
      headers: object;
    };
    expect(told.headers).toMatchObject({ 'user-agent': agent });
  }
});

describe('as beside all other features', () => inspectCases(only('inspect', 'limits')));
