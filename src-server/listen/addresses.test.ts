import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { reachableAddresses } from './addresses.ts';

function info(address: string, internal = false): NetworkInterfaceInfo {
  const base = { address, netmask: '', mac: '', internal, cidr: null };
  return address.includes(':') ? { ...base, family: 'IPv6', scopeid: 0 } : { ...base, family: 'IPv4' };
}

const interfaces = {
  lo: [info('127.0.0.1', true), info('::1', true)],
  docker0: [info('172.17.0.1')],
  wlan0: [info('192.168.1.24'), info('fe80::1'), info('2001:db8::5')],
};
const urls = (host: string, secure = false) => reachableAddresses(host, 8000, secure, interfaces).map(({ url }) => url);

test('bound to this computer there is one address', () => {
  expect(reachableAddresses('127.0.0.1', 8000, false, interfaces)).toEqual([
    { url: 'http://127.0.0.1:8000/', kind: 'loopback' },
  ]);
  expect(urls('::1', true)).toEqual(['https://[::1]:8000/']);
  expect(urls('localhost')).toEqual(['http://localhost:8000/']);
});

test('bound to one address of the network, that one and its interface', () => {
  expect(reachableAddresses('192.168.1.24', 8000, false, interfaces)).toEqual([
    { url: 'http://192.168.1.24:8000/', kind: 'network', interface: 'wlan0' },
  ]);
});

test('bound to everything: this computer, the network, the name, and virtual interfaces last', () => {
  const all = reachableAddresses('0.0.0.0', 8000, false, interfaces);
  expect(all[0]).toEqual({ url: 'http://127.0.0.1:8000/', kind: 'loopback' });
  expect(all[1]).toEqual({ url: 'http://192.168.1.24:8000/', kind: 'network', interface: 'wlan0' });
  expect(all.at(-1)).toEqual({ url: 'http://172.17.0.1:8000/', kind: 'network', interface: 'docker0' });
  for (const { url } of all.filter(({ kind }) => kind === 'name'))
    expect(url).toMatch(/^http:\/\/[a-z0-9-]+\.local:8000\/$/);
});

test('IPv6 is shown only where it is bound, and never with a link-local address', () => {
  expect(urls('0.0.0.0')).not.toContain('http://[2001:db8::5]:8000/');
  expect(urls('::')).toContain('http://[2001:db8::5]:8000/');
  expect(urls('::').join()).not.toContain('fe80');
});

test('without a network the name leads nowhere', () => {
  expect(reachableAddresses('0.0.0.0', 80, false, { lo: interfaces.lo }).map(({ url }) => url)).toEqual([
    'http://127.0.0.1:80/',
  ]);
});
