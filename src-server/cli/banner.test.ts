import { expect, test } from 'vitest';
import type { Address } from '../state.ts';
import { banner, type Running, widestAddress } from './banner.ts';

const loopback: Address = { url: 'http://127.0.0.1:8000/', kind: 'loopback' };
const network: Address = { url: 'http://192.168.1.24:8000/', kind: 'network', interface: 'wlan0' };
const name: Address = { url: 'http://mac.local:8000/', kind: 'name' };

function running(change: Partial<Running>): Running {
  const base = { kind: 'running', host: '127.0.0.1', port: 8000, secure: false, root: 'ok', notices: [] } as const;
  return { ...base, addresses: [loopback], ...change };
}

test('the first line is Python’s', () => {
  expect(banner(running({}))).toBe('Serving HTTP on 127.0.0.1 port 8000 (http://127.0.0.1:8000/) ...\n');
});

test('IPv6 is in brackets only within the address; TLS changes both words', () => {
  const addresses: readonly Address[] = [{ url: 'https://[::1]:8000/', kind: 'loopback' }];
  expect(banner(running({ host: '::1', secure: true, addresses }))).toBe(
    'Serving HTTPS on ::1 port 8000 (https://[::1]:8000/) ...\n',
  );
});

test('a name is told as the address that it stands for, as Python does, and has a line of its own', () => {
  const addresses: readonly Address[] = [{ url: 'http://localhost:8000/', kind: 'loopback' }];
  expect(banner(running({ host: 'localhost', address: '127.0.0.1', addresses }))).toBe(
    [
      'Serving HTTP on 127.0.0.1 port 8000 (http://127.0.0.1:8000/) ...',
      '  http://localhost:8000/  this computer',
      '',
    ].join('\n'),
  );
});

test('every further address has a line that says who reaches it', () => {
  expect(banner(running({ host: '0.0.0.0', addresses: [loopback, network, name] }))).toBe(
    [
      'Serving HTTP on 0.0.0.0 port 8000 (http://0.0.0.0:8000/) ...',
      '  http://127.0.0.1:8000/  this computer',
      '  http://192.168.1.24:8000/  network (wlan0)',
      '  http://mac.local:8000/  by name',
      '',
    ].join('\n'),
  );
});

test('a phone is given the address of the network, where there is one', () => {
  expect(widestAddress([loopback, network, name])).toBe(network.url);
  expect(widestAddress([loopback])).toBe(loopback.url);
});
