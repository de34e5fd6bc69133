import { expect, test } from 'vitest';
import type { LinkAddress, ReachFacts } from '../../../electron/ipc/contract.ts';
import { type PhoneQuestion, phoneSteps } from './phone-steps.ts';

const link = (host: string, part: Partial<LinkAddress> = {}): LinkAddress => ({
  url: `http://${host}:8000/`,
  interface: 'wlan0',
  kind: 'network',
  answers: true,
  ...part,
});
const wlan = link('192.168.1.24');

function steps(facts: Partial<ReachFacts>, part: Partial<PhoneQuestion> = {}) {
  const all = { links: [wlan], everyInterface: true, vpn: null, ...facts };
  return phoneSteps({ facts: all, url: wlan.url, port: 8000, platform: 'linux', ownCertificate: false, ...part });
}
const ids = (...question: Parameters<typeof steps>) => steps(...question).map(({ id }) => id);

test('where all is well, what is left to look at is the phone and its network', () => {
  expect(ids({})).toEqual(['answers', 'firewallLinux', 'sameWifi', 'typed']);
});

test('without a network nothing else matters', () => expect(ids({ links: [] })).toEqual(['offline']));

test('an address that does not answer here is the problem', () => {
  expect(steps({ links: [link('192.168.1.24', { answers: false })] })[0]).toEqual({ id: 'silent', mark: 'problem' });
});

test('the address of a VPN is the problem, and the others are offered', () => {
  const vpn = link('10.8.0.2', { kind: 'tunnel', interface: 'wg0' });
  const found = steps({ links: [vpn, wlan], vpn: 'wg0' }, { url: vpn.url });
  expect(found[1]).toEqual({ id: 'tunnel', mark: 'problem', urls: [wlan.url] });
  expect(found.map(({ id }) => id)).not.toContain('vpn');
});

test('a VPN beside the right address may keep the phone out', () => {
  expect(ids({ vpn: 'utun3' })).toContain('vpn');
});

test('several addresses are all offered, but those that no phone reaches', () => {
  const links = [wlan, link('10.0.0.5'), link('172.17.0.1', { kind: 'virtual' })];
  expect(steps({ links })[1]).toEqual({ id: 'several', mark: 'look', urls: ['http://10.0.0.5:8000/'] });
});

test('for a name there is the address in numbers', () => {
  expect(steps({}, { url: 'http://studio.local:8000/' })[1]).toEqual({ id: 'name', mark: 'look', urls: [wlan.url] });
});

test.each([
  ['ufw', 'sudo ufw allow 8000/tcp'],
  ['firewalld', 'sudo firewall-cmd --add-port=8000/tcp'],
] as const)('the firewall %s is named with the command that lets the port through', (firewall, command) => {
  expect(steps({ firewall })).toContainEqual({ id: firewall, mark: 'look', command });
});

test('each platform has its own way to the firewall', () => {
  expect(ids({}, { platform: 'win32' })).toContain('firewallWindows');
  expect(ids({}, { platform: 'darwin' })).toContain('firewallMac');
});

test('one chosen address, and a certificate of our own, are told', () => {
  expect(ids({ everyInterface: false }, { ownCertificate: true })).toEqual([
    'answers',
    'oneAddress',
    'firewallLinux',
    'sameWifi',
    'typed',
    'certificate',
  ]);
});
