import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import * as x509 from '@peculiar/x509';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRoot, issueLeaf } from './certificate-authority.ts';
import { loadTlsMaterial } from './material.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const openssl = (...args: string[]) =>
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
const files = (cert: string, more: { key?: string; passphraseFile?: string } = {}) => {
  const named = Object.fromEntries(Object.entries(more).map(([option, name]) => [option, at(name)]));
  return loadTlsMaterial({ mode: 'files', cert: at(cert), ...named }, '127.0.0.1', []);
};
const join2 = (...names: string[]) => names.map((name) => readFileSync(at(name), 'utf8')).join('\n');

describe('files', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'portico-tls-'));
    const request = ['req', '-x509', '-nodes', '-subj', '/CN=localhost', '-days', '30'];
    openssl(...request, '-newkey', 'rsa:2048', '-keyout', 'pkcs8.pem', '-out', 'cert.pem');
    openssl('rsa', '-traditional', '-in', 'pkcs8.pem', '-out', 'pkcs1.pem');
    openssl('ecparam', '-genkey', '-name', 'prime256v1', '-out', 'ec.pem');
    openssl(...request, '-key', 'ec.pem', '-out', 'ec-cert.pem');
    openssl('pkcs8', '-topk8', '-nocrypt', '-in', 'ec.pem', '-out', 'ec8.pem');
    openssl('pkcs8', '-topk8', '-in', 'pkcs8.pem', '-passout', 'pass:päss', '-out', 'encrypted.pem');
    openssl('rsa', '-traditional', '-aes256', '-in', 'pkcs8.pem', '-passout', 'pass:päss', '-out', 'encrypted1.pem');
    openssl('pkcs12', '-export', '-in', 'cert.pem', '-inkey', 'pkcs8.pem', '-passout', 'pass:päss', '-out', 'both.p12');
    openssl('pkcs12', '-export', '-in', 'cert.pem', '-inkey', 'pkcs8.pem', '-passout', 'pass:', '-out', 'open.pfx');
    const day = 86_400_000;
    for (const [name, from, to] of [
      ['expired', -60, -30],
      ['soon', -10, 10],
      ['early', 5, 100],
    ] as const) {
      const validity = { notBefore: new Date(Date.now() + from * day), notAfter: new Date(Date.now() + to * day) };
      writeFileSync(at(`${name}.pem`), await certificateFor(readFileSync(at('ec8.pem'), 'utf8'), validity));
      const both = ['-in', `${name}.pem`, '-inkey', 'ec8.pem', '-passout', 'pass:päss'];
      openssl('pkcs12', '-export', ...both, '-out', `${name}.p12`);
    }
    writeFileSync(at('pass.txt'), ' päss\r\n');
    writeFileSync(at('wrong.txt'), 'wrong');
    writeFileSync(at('latin1.txt'), Buffer.from([0xe4]));
    writeFileSync(at('cert-and-key.pem'), join2('cert.pem', 'pkcs8.pem'));
    writeFileSync(at('key-and-cert.pem'), join2('ec.pem', 'ec-cert.pem'));
    writeFileSync(at('noise.pem'), 'hello');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['PKCS#8', 'cert.pem', { key: 'pkcs8.pem' }],
    ['PKCS#1', 'cert.pem', { key: 'pkcs1.pem' }],
    ['EC with its parameters', 'ec-cert.pem', { key: 'ec.pem' }],
    ['encrypted PKCS#8', 'cert.pem', { key: 'encrypted.pem', passphraseFile: 'pass.txt' }],
    ['encrypted PKCS#1', 'cert.pem', { key: 'encrypted1.pem', passphraseFile: 'pass.txt' }],
    ['a key after the certificate', 'cert-and-key.pem', {}],
    ['a key before the certificate', 'key-and-cert.pem', {}],
    ['PKCS#12', 'both.p12', { passphraseFile: 'pass.txt' }],
    ['PKCS#12 without a passphrase', 'open.pfx', {}],
  ])('%s is read', async (_, cert, more) => {
    const { context, notices } = await files(cert, more);
    expect(() => createSecureContext(context)).not.toThrow();
    expect(notices).toEqual([]);
  });

  test.each([
    ['a certificate that is missing', 'none.pem', {}, /^tls\.cert: .*none\.pem cannot be used: it does not exist/],
    ['a key that is missing', 'cert.pem', { key: 'none.pem' }, /^tls\.key: .*none\.pem cannot .* it does not exist/],
    ['a folder', '.', {}, /it is a folder/],
    ['no certificate', 'noise.pem', {}, /noise\.pem .* neither PEM .* nor PKCS#12/],
    ['a key for a certificate', 'pkcs8.pem', {}, /pkcs8\.pem .* a private key but no certificate/],
    ['a certificate without a key', 'cert.pem', {}, /holds no private key; name the file of the key in tls\.key/],
    ['a certificate for a key', 'cert.pem', { key: 'ec-cert.pem' }, /^tls\.key: .*ec-cert\.pem .* no private key/],
    [
      'a key of another certificate',
      'cert.pem',
      { key: 'ec.pem' },
      /^tls\.key: .*ec\.pem .* does not belong to .*cert\.pem/,
    ],
    ['an encrypted key alone', 'cert.pem', { key: 'encrypted.pem' }, /encrypted.*tls\.passphraseFile/],
    ['a wrong passphrase', 'cert.pem', { key: 'encrypted.pem', passphraseFile: 'wrong.txt' }, /does not open it/],
    [
      'a wrong passphrase (PKCS#1)',
      'cert.pem',
      { key: 'encrypted1.pem', passphraseFile: 'wrong.txt' },
      /does not open it/,
    ],
    ['a wrong passphrase (PKCS#12)', 'both.p12', { passphraseFile: 'wrong.txt' }, /does not open it/],
    ['PKCS#12 that wants one', 'both.p12', {}, /encrypted.*tls\.passphraseFile/],
    ['PKCS#12 and a key', 'both.p12', { key: 'pkcs8.pem' }, /leave out tls\.key/],
    [
      'a passphrase file that is missing',
      'cert.pem',
      { passphraseFile: 'none' },
      /^tls\.passphraseFile: .* does not exist/,
    ],
    ['a passphrase that is no UTF-8', 'cert.pem', { passphraseFile: 'latin1.txt' }, /not UTF-8/],
  ])('%s is refused in words', async (_, cert, more, message) => {
    await expect(files(cert, more)).rejects.toThrow(message);
    await expect(files(cert, more)).rejects.toMatchObject({ code: 'TLS_UNREADABLE' });
  });

  test.each([
    ['expired.pem', { key: 'ec.pem' }, /expired\.pem expired on \w+ +\d+ /],
    ['expired.p12', { passphraseFile: 'pass.txt' }, /expired\.p12 expired on \w+ +\d+ /],
    ['soon.pem', { key: 'ec.pem' }, /soon\.pem expires on \w+ +\d+ /],
    ['soon.p12', { passphraseFile: 'pass.txt' }, /soon\.p12 expires on \w+ +\d+ /],
    ['early.pem', { key: 'ec.pem' }, /early\.pem is not valid before \w+ +\d+ /],
    ['early.p12', { passphraseFile: 'pass.txt' }, /early\.p12 is not valid before \w+ +\d+ /],
  ])('%s is used, with a notice', async (cert, more, message) => {
    const { context, notices } = await files(cert, more);
    expect(() => createSecureContext(context)).not.toThrow();
    expect(notices.map((notice) => notice.message)).toEqual([expect.stringMatching(message)]);
  });
});

describe('the local authority', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portico-ca-'));
    vi.stubEnv('PORTICO_STATE_DIR', folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const local = (host = '127.0.0.1', allowedHosts: string[] = []) =>
    loadTlsMaterial({ mode: 'local-ca' }, host, allowedHosts);

  test('makes a root once, keeps its key private, and says where the certificate is', async () => {
    const { notices } = await local();
    const root = readFileSync(at('ca/portico-root.crt'), 'utf8');
    expect(notices[0]?.message).toContain(at('ca/portico-root.crt'));
    expect(root).not.toContain('PRIVATE');
    if (process.platform !== 'win32') expect(statSync(at('ca/root-key.pem')).mode & 0o777).toBe(0o600);
    if (process.platform !== 'win32') expect(statSync(at('ca/server.pem')).mode & 0o777).toBe(0o600);
    await local('0.0.0.0');
    expect(readFileSync(at('ca/portico-root.crt'), 'utf8')).toBe(root);
  });

  test('issues what browsers and phones accept, as openssl verifies', async () => {
    const { context } = await local('0.0.0.0');
    writeFileSync(at('leaf.pem'), String(context.cert));
    const verified = openssl(
      'verify',
      '-CAfile',
      'ca/portico-root.crt',
      '-purpose',
      'sslserver',
      '-x509_strict',
      'leaf.pem',
    );
    expect(String(verified)).toContain('leaf.pem: OK');
    const leaf = new X509Certificate(String(context.cert));
    for (const name of ['localhost']) expect(leaf.checkHost(name)).toBe(name);
    for (const address of ['127.0.0.1', '::1']) expect(leaf.checkIP(address)).toBe(address);
    expect(leaf.subjectAltName).toMatch(/DNS:[a-z0-9-]+\.local/);
    const days = (Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / 86_400_000;
    expect(days).toBeLessThanOrEqual(397);
    expect(leaf.ca).toBe(false);
  });

  test('keeps the certificate while the names stay, and issues another for a new name', async () => {
    const first = (await local()).context.cert;
    expect((await local()).context.cert).toBe(first);
    expect((await local('192.0.2.7')).context.cert).not.toBe(first);
  });

  test('is for the allowed names too, and for new ones as soon as they are allowed', async () => {
    const material = await local('127.0.0.1', ['Portico.Test', '*', '192.0.2.9', '[2001:db8::1]', 'not a name']);
    const first = new X509Certificate(String(material.context.cert));
    expect(first.checkHost('portico.test')).toBe('portico.test');
    for (const address of ['192.0.2.9', '2001:db8::1']) expect(first.checkIP(address)).toBe(address);
    expect(first.subjectAltName).not.toMatch(/\*|not a name/);
    const renewed: X509Certificate[] = [];
    const end = material.watch?.(({ cert }) => renewed.push(new X509Certificate(String(cert))));
    await material.follow?.(['portico.test', '192.0.2.9', '2001:db8::1']);
    expect(renewed).toEqual([]);
    await material.follow?.(['other.test']);
    expect(renewed.map((leaf) => leaf.checkHost('other.test'))).toEqual(['other.test']);
    end?.();
  });

  test('of two that start at once there is one root', async () => {
    const both = await Promise.all([local(), local(), local()]);
    const root = new X509Certificate(readFileSync(at('ca/root-key.pem')));
    for (const { context } of both) expect(new X509Certificate(String(context.cert)).verify(root.publicKey)).toBe(true);
  });

  test('a damaged root is not replaced in silence; a damaged leaf is', async () => {
    await local();
    writeFileSync(at('ca/server.pem'), 'x');
    await local();
    writeFileSync(at('ca/root-key.pem'), 'x');
    await expect(local()).rejects.toThrow(/root-key\.pem.*damaged.*delete it/);
  });

  test('a leaf never outlives its root', async () => {
    const root = await createRoot('Test');
    const leaf = await issueLeaf(root, [{ type: 'dns', value: 'localhost' }]);
    const [end, rootEnd] = [leaf, root].map(({ certificate }) => Date.parse(new X509Certificate(certificate).validTo));
    expect(end).toBeLessThanOrEqual(rootEnd ?? 0);
  });
});

/** openssl makes none that is not valid now. */
async function certificateFor(pkcs8: string, validity: { notBefore: Date; notAfter: Date }): Promise<string> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const der = x509.PemConverter.decodeFirst(pkcs8);
  const privateKey = await crypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign']);
  const publicDer = createPublicKey(pkcs8).export({ type: 'spki', format: 'der' });
  const publicKey = await crypto.subtle.importKey('spki', publicDer, algorithm, true, ['verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=old',
    keys: { privateKey, publicKey },
    signingAlgorithm: algorithm,
    ...validity,
  });
  return certificate.toString('pem');
}
