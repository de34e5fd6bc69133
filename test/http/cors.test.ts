import { describe, expect, test } from 'vitest';
import { corsCases } from './cases/fields.ts';
import { startCli, tempFolder } from './support/cli.ts';
import { startExample } from './support/example.ts';
import { only } from './support/served.ts';

const from = (Origin: string) => ({ headers: { Origin } });

test('the example: one origin may read, with credentials, others may not', async () => {
  const server = await startExample('cors');
  for (let i = 0; i < 3; i++) {
    const named = await server.fetch('/data.json', from('http://localhost:5173'));
    expect(named.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:5173');
    expect(named.headers.get('Access-Control-Allow-Credentials')).toBe('true');
    expect(named.headers.get('Vary')).toMatch(/Origin/);
    const other = await server.fetch('/data.json', from('http://localhost:9999'));
    expect(other.headers.get('Access-Control-Allow-Origin')).toBeNull();
  }
});

test('--cors lets every origin read, ranges and errors too', async () => {
  const server = await startCli([await tempFolder({ 'a.txt': 'abcdef' }), '--cors']);
  const part = await server.fetch('/a.txt', { headers: { Origin: 'https://a.example', Range: 'bytes=1-2' } });
  expect([part.status, await part.text()]).toEqual([206, 'bc']);
  expect(part.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(part.headers.get('Access-Control-Expose-Headers')).toMatch(/Content-Range/);
  expect((await server.fetch('/no', from('https://a.example'))).headers.get('Access-Control-Allow-Origin')).toBe('*');
});

test('a preflight needs no password', async () => {
  const server = await startCli([await tempFolder({ 'a.txt': 'a' }), '--cors', '--auth', 'ann:secret']);
  const headers = {
    Origin: 'https://a.example',
    'Access-Control-Request-Method': 'GET',
    'Access-Control-Request-Headers': 'authorization',
  };
  const preflight = await server.fetch('/a.txt', { method: 'OPTIONS', headers });
  expect([preflight.status, preflight.headers.get('Access-Control-Allow-Headers')]).toEqual([
    204,
    'authorization, Range',
  ]);
  const read = await server.fetch('/a.txt', from('https://a.example'));
  expect([read.status, read.headers.get('Access-Control-Allow-Origin')]).toEqual([401, '*']);
});

describe('as beside all other features', () => corsCases(only('cors')));
