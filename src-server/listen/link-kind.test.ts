import { expect, test } from 'vitest';
import { linkKind } from './link-kind.ts';

test.each([
  ['wlan0', '192.168.1.24', 'network'],
  ['en0', '10.0.0.8', 'network'],
  ['Wi-Fi', '172.20.10.2', 'network'],
  ['enp3s0', '2001:db8::7', 'network'],
  ['wg0', '10.8.0.2', 'tunnel'],
  ['utun4', '10.8.0.2', 'tunnel'],
  ['tun0', '10.8.0.2', 'tunnel'],
  ['tailscale0', 'fd7a:115c:a1e0::1', 'tunnel'],
  ['Ethernet 3', '100.101.102.103', 'tunnel'],
  ['Ethernet 3', '100.128.0.1', 'network'],
  ['docker0', '172.17.0.1', 'virtual'],
  ['vEthernet (WSL)', '172.24.0.1', 'virtual'],
  ['eth0', '169.254.7.7', 'unassigned'],
])('%s with %s is a %s', (name, address, kind) => expect(linkKind(name, address)).toBe(kind));
