import { describe, expect, test } from 'vitest';
import { headerCases } from './cases/fields.ts';
import { startCli, tempFolder } from './support/cli.ts';
import { startExample } from './support/example.ts';
import { only } from './support/served.ts';

test('the example: fields by path, on files, redirects to folders and refusals', async () => {
  const server = await startExample('headers');
  for (const path of ['/', '/nothing', '/downloads']) {
    expect((await server.fetch(path)).headers.get('Referrer-Policy')).toBe('no-referrer');
  }
  expect((await server.fetch('/')).headers.get('X-Frame-Options')).toBe('DENY');
  for (let i = 0; i < 3; i++) {
    const notes = await server.fetch('/downloads/notes.txt'); // again and again: hot answers have them too
    expect(notes.headers.get('Content-Disposition')).toBe('attachment');
    expect(notes.headers.get('X-Frame-Options')).toBeNull();
  }
});

test('--header sets a field on every answer', async () => {
  const server = await startCli([await tempFolder({ 'a.txt': 'a' }), '--header', 'X-Served-By: Portico: yes']);
  for (const path of ['/a.txt', '/', '/missing']) {
    expect((await server.fetch(path)).headers.get('X-Served-By')).toBe('Portico: yes');
  }
  const refused = (await server.raw('GET / HTTP/1.1\r\nHost: evil.invalid\r\nConnection: close\r\n\r\n')).toString();
  expect(refused).toMatch(/^HTTP\/1.1 421/);
});

describe('as beside all other features', () => headerCases(only('headers')));
