import { expect, test } from 'vitest';
import { parseConfig } from '../../config/parse.ts';
import type { ConfigInput } from '../../config/schema.ts';
import { printableConfig } from './print-config.ts';

function printed(input: ConfigInput): unknown {
  const parsed = parseConfig(input);
  if (!parsed.ok) throw parsed.errors[0];
  return JSON.parse(printableConfig(parsed.config));
}

test('defaults are filled in', () => {
  expect(printed({ port: 1 })).toMatchObject({ port: 1, host: '127.0.0.1', limits: { maxBodyBytes: 1_048_576 } });
});

test('what would let somebody in is hidden', () => {
  const passwordHash = '$scrypt$ln=14,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA';
  const input: ConfigInput = {
    auth: { users: [{ name: 'ann', passwordHash }] },
    proxy: [
      { at: '/a', target: 'http://u:p@h/', headers: { Authorization: 'Bearer x', 'X-Api-Key': 'y', Accept: 'z' } },
    ],
    headers: [{ set: { 'Set-Cookie': 'session=1' } }],
  };
  expect(printed(input)).toMatchObject({
    auth: { users: [{ name: 'ann', passwordHash: '(hidden)' }] },
    proxy: [
      { target: 'http://u:(hidden)@h/', headers: { Authorization: '(hidden)', 'X-Api-Key': '(hidden)', Accept: 'z' } },
    ],
    headers: [{ set: { 'Set-Cookie': '(hidden)' } }],
  });
});
