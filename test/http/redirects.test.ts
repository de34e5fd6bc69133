import { describe, expect, test } from 'vitest';
import { redirectCases } from './cases/pages.ts';
import { startCli, tempFolder } from './support/cli.ts';
import { startExample } from './support/example.ts';
import { only } from './support/served.ts';

test('the example: the rest of a path and names are taken over', async () => {
  const server = await startExample('redirects');
  const moved = await server.fetch('/blog/hello.html?from=mail');
  expect([moved.status, moved.headers.get('Location')]).toEqual([301, '/articles/hello.html?from=mail']);
  expect(await (await fetch(`${server.origin}/blog/hello.html`)).text()).toContain('<h1>Hello</h1>');
  const away = await server.fetch('/search/static%20files%26q=x');
  expect(away.headers.get('Location')).toBe('https://duckduckgo.com/?q=static%20files%26q%3Dx');
});

test('a redirect goes before a file of that name, and is logged as such', async () => {
  const folder = await tempFolder({ 'old.html': 'old', 'new.html': 'new' });
  const server = await startCli([folder, '--redirect', '/old.html=/new.html']);
  expect(await (await fetch(`${server.origin}/old.html`)).text()).toBe('new');
  await server.logged(/"GET \/old\.html HTTP\/1\.1" 302/);
});

describe('as beside all other features', () => redirectCases(only('redirects')));
