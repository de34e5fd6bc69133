import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { Address, ServerState } from '../../src-server/state.ts';
import { isEnabled } from './firewall.ts';
import { reachFacts } from './reach-facts.ts';

const info = (address: string) => ({
  address,
  netmask: '255.255.255.0',
  family: 'IPv4' as const,
  mac: '00:00:00:00:00:00',
  internal: false,
  cidr: `${address}/24`,
});

function running(host: string, port: number, ...hosts: string[]): ServerState {
  const addresses = hosts.map(
    (one): Address => ({ url: `http://${one}:${port}/`, kind: 'network', interface: 'wlan0' }),
  );
  return { kind: 'running', host, port, secure: false, addresses, notices: [], root: 'ok' };
}

test('an address is tried: it answers, or it does not', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const facts = await reachFacts(running('0.0.0.0', port, '127.0.0.1', '127.0.0.2'), 'darwin', {});
  server.close();
  expect(facts).toEqual({
    links: [
      { url: `http://127.0.0.1:${port}/`, interface: 'wlan0', kind: 'network', answers: true },
      { url: `http://127.0.0.2:${port}/`, interface: 'wlan0', kind: 'network', answers: false },
    ],
    everyInterface: true,
    vpn: null,
  });
});

test('a VPN is seen by its interface', async () => {
  const stopped = { kind: 'stopped' } as const;
  expect(await reachFacts(stopped, 'darwin', { en0: [info('192.168.1.2')], utun3: [info('10.8.0.2')] })).toEqual({
    links: [],
    everyInterface: false,
    vpn: 'utun3',
  });
  expect(await reachFacts(stopped, 'darwin', { utun0: [info('fe80::1')] })).toMatchObject({ vpn: null });
});

test.each([
  ['# comment\nENABLED=yes\nLOGLEVEL=low\n', true],
  ['ENABLED="yes"', true],
  ['ENABLED=no\n# ENABLED=yes\n', false],
  ['', false],
])('ufw.conf %j says whether ufw is on', (settings, on) => expect(isEnabled(settings)).toBe(on));
