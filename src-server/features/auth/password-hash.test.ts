import { expect, test } from 'vitest';
import { hashPassword, parsePasswordHash, unmatchableHash, verifyPassword } from './password-hash.ts';

function parsed(text: string) {
  const hash = parsePasswordHash(text);
  if (!hash) throw new Error(`not a hash: ${text}`);
  return hash;
}

test('a password is hashed in PHC form and verified against it', async () => {
  const text = await hashPassword('correct horse');
  expect(text).toMatch(/^\$scrypt\$ln=14,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await verifyPassword('correct horse', parsed(text))).toBe(true);
  expect(await verifyPassword('correct horsf', parsed(text))).toBe(false);
});

test('the same password never has the same hash twice', async () => {
  expect(await hashPassword('x')).not.toBe(await hashPassword('x'));
});

test('a hash made by another scrypt is understood (RFC 7914 §12, fourth vector cut to 16 bytes)', async () => {
  // scrypt("pleaseletmein", "SodiumChloride", N=16384, r=8, p=1)
  const hash = Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2', 'hex');
  const salt = Buffer.from('SodiumChloride').toString('base64').replace(/=+$/, '');
  const text = `$scrypt$ln=14,r=8,p=1$${salt}$${hash.toString('base64').replace(/=+$/, '')}`;
  expect(await verifyPassword('pleaseletmein', parsed(text))).toBe(true);
});

test('letters that Unicode spells in two ways are the same password', async () => {
  const text = await hashPassword('caf\u00e9');
  expect(await verifyPassword('cafe\u0301', parsed(text))).toBe(true);
});

test.each([
  ['$scrypt$ln=14,r=8$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA'],
  ['$argon2id$v=19$m=65536,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA'],
  ['$scrypt$ln=40,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA'],
  ['$scrypt$ln=0,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA'],
  ['secret'],
])('%s is not taken for a hash', (text) => {
  expect(parsePasswordHash(text)).toBeUndefined();
});

test('no password matches the hash of an unknown user', async () => {
  expect(await verifyPassword('', unmatchableHash(undefined))).toBe(false);
});
