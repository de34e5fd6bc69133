import { describe, expect, test } from 'vitest';
import { routeCases } from './cases/developing.ts';
import { startCli, tempFolder } from './support/cli.ts';
import { startExample } from './support/example.ts';
import { only } from './support/served.ts';

test('the example: canned answers with parameters, beside files', async () => {
  const server = await startExample('routes');
  expect(await (await server.fetch('/health')).json()).toEqual({ ok: true });
  for (const name of ['Ann', 'Bob']) {
    expect(await (await server.fetch(`/greet/${name}?more=Hi.`)).text()).toBe(`Hello, ${name}! Hi.`);
  }
  const headers = { 'Content-Type': 'application/json' };
  const login = await server.fetch('/login', { method: 'POST', headers, body: '{"user": "ann"}' });
  expect([login.status, await login.json()]).toEqual([201, { token: 'secret-of-ann' }]);
  expect((await server.fetch('/items/7', { method: 'DELETE' })).status).toBe(204);
  expect((await server.fetch('/login')).status).toBe(404);
  expect(await (await server.fetch('/')).text()).toContain('Canned answers');
});

test('--route takes method, path and text', async () => {
  const server = await startCli([await tempFolder(), '--route', 'PUT /x/:id=got {{params.id}}']);
  expect(await (await server.fetch('/x/5', { method: 'PUT' })).text()).toBe('got 5');
});

describe('as beside all other features', () => routeCases(only('routes', 'limits')));
