import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { isKnownHost, ownAddresses } from './host-names.ts';

const known = (name: string, allowedHosts: readonly string[] = []) =>
  isKnownHost(name, { allowedHosts, ownAddresses: new Set(['192.168.1.24', '2001:db8::5']) });

test.each([
  ['localhost'],
  ['LOCALHOST.'],
  ['app.localhost'],
  ['127.0.0.1'],
  ['127.9.8.7'],
  ['::1'],
  ['[::1]'],
  ['::ffff:127.0.0.1'],
  ['[::ffff:7f00:1]'],
  ['::ffff:192.168.1.24'],
  ['192.168.1.24'],
  ['[2001:DB8::5]'],
  ['mac.local'],
  ['Mac.Local.'],
  [hostname()],
])('%s is this computer', (name) => {
  expect(known(name)).toBe(true);
});

test.each([
  ['evil.example'],
  ['localhost.evil.example'],
  ['127.0.0.1.evil.example'],
  ['192.168.1.25'],
  ['8.8.8.8'],
  ['::ffff:8.8.8.8'],
  ['::ffff:7f00:1.evil.example'],
  ['local'],
  ['notlocalhost'],
  [''],
])('%s is not', (name) => {
  expect(known(name)).toBe(false);
});

test('further names are accepted when they are named, and all of them with "*"', () => {
  expect(known('Dev.Example', ['dev.example'])).toBe(true);
  expect(known('sub.dev.example', ['dev.example'])).toBe(false);
  expect(known('anything.example', ['*'])).toBe(true);
});

test('the bound address counts as own even when no interface shows it', () => {
  expect(ownAddresses('203.0.113.7').has('203.0.113.7')).toBe(true);
  expect(ownAddresses('127.0.0.1').has('203.0.113.7')).toBe(false);
});

test('a look that fails for want of a descriptor changes nothing', () => {
  const before = ownAddresses('127.0.0.1');
  const fail = () => {
    throw new Error('uv_interface_addresses returned EMFILE');
  };
  expect(ownAddresses('127.0.0.1', Date.now() + 60_000, fail)).toEqual(before);
});
