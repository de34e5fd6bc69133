import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { SecureContextOptions } from 'node:tls';
import { builtin } from '../../builtin.ts';
import { errorCode, ServerError } from '../../errors.ts';
import { problem } from '../../problems.ts';
import { isWildcard } from '../addresses.ts';
import { canonical, ownNames } from '../host-names.ts';
import { type CertificateAndKey, createRoot, issueLeaf, type SubjectName } from './certificate-authority.ts';
import type { TlsMaterial } from './material.ts';
import { tlsNotice } from './notice.ts';
import { authorityFiles } from './secret-files.ts';

/** Issued again when less than this is left. */
const RENEW_LEAF_MS = 30 * 86_400_000;
const WATCH_MS = 15_000;

/**
 * A certificate of this computer's own authority. The root is made once and kept, so that devices trust it once; what it
 * signs follows the addresses of the computer.
 */
export async function localCertificate(host: string, allowedHosts: readonly string[]): Promise<TlsMaterial> {
  const root = await loadRoot();
  let allowed = allowedHosts;
  let names = subjectNames(host, allowed);
  let leaf = await loadLeaf(root, names);
  let tell: ((context: SecureContextOptions) => void) | undefined;
  const look = async () => {
    const now = subjectNames(host, allowed);
    if (sameNames(names, now) && !expiresSoon(leaf)) return;
    leaf = await loadLeaf(root, now);
    names = now;
    tell?.(contextOf(leaf));
  };
  // A failure (disk full) leaves the present certificate in use; the next look tries again.
  const tryToLook = () => look().catch(() => undefined);
  return {
    context: contextOf(leaf),
    notices: [tlsNotice(problem('trustOwn', { file: root.file }))],
    watch: (renewed) => {
      tell = renewed;
      const timer = setInterval(tryToLook, WATCH_MS).unref();
      return () => clearInterval(timer);
    },
    follow: (hosts) => {
      allowed = hosts;
      return tryToLook();
    },
  };
}

function contextOf({ certificate, key }: CertificateAndKey): SecureContextOptions {
  return { cert: certificate, key };
}

/** What a client may have typed: the computer's names, every address it has, and names that point at it elsewhere. */
export function subjectNames(host: string, allowedHosts: readonly string[]): readonly SubjectName[] {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const usable = addresses.filter(({ address }) => !address.startsWith('fe80:')).map(({ address }) => address);
  const dns = ['localhost', ...ownNames(), ...ownNames().map((name) => `${name.replace(/\..*$/, '')}.local`)];
  const own = isWildcard(host) ? [] : [host];
  const names = [...dns, ...allowedHosts.map(canonical).sort()].filter(
    (name) => /^[a-z0-9.-]+$/.test(name) || isIP(name),
  );
  const all = [...names, '127.0.0.1', '::1', ...usable.sort(), ...own];
  return [...new Set(all)].map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value }));
}

interface Root extends CertificateAndKey {
  /** The certificate alone, to be handed to devices. */
  readonly file: string;
}

async function loadRoot(): Promise<Root> {
  const { folder, root: keyFile } = authorityFiles();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const kept = await readPair(keyFile);
  const usable = kept && !expiresSoon(kept) ? kept : undefined;
  const root = usable ?? (await keepRoot(keyFile, await createRoot(`Portico on ${hostname()}`), kept !== undefined));
  const file = join(folder, 'portico-root.crt');
  if ((await readText(file)) !== root.certificate) await replace(file, root.certificate, 0o644);
  return { ...root, file };
}

/** Of two programs that start at once, the first one's root stays. */
async function keepRoot(keyFile: string, root: CertificateAndKey, replaces: boolean): Promise<CertificateAndKey> {
  const temporary = await writeTemporary(keyFile, `${root.certificate}\n${root.key}\n`, 0o600);
  try {
    if (replaces) await rename(temporary, keyFile);
    else await link(temporary, keyFile);
    return root;
  } catch (error) {
    const other = errorCode(error) === 'EEXIST' ? await readPair(keyFile) : undefined;
    if (other) return other;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function loadLeaf(root: CertificateAndKey, names: readonly SubjectName[]): Promise<CertificateAndKey> {
  const { leaf: file } = authorityFiles();
  const kept = await readPair(file).catch(() => undefined); // a damaged one is simply made again
  if (kept && !expiresSoon(kept) && isFor(kept, root, names)) return kept;
  const leaf = await issueLeaf(root, names);
  await replace(file, `${leaf.certificate}\n${leaf.key}\n`, 0o600);
  return leaf;
}

function isFor(leaf: CertificateAndKey, root: CertificateAndKey, names: readonly SubjectName[]): boolean {
  const certificate = new builtin.crypto.X509Certificate(leaf.certificate);
  if (!certificate.verify(new builtin.crypto.X509Certificate(root.certificate).publicKey)) return false;
  return names.every(({ type, value }) =>
    type === 'ip' ? certificate.checkIP(value) !== undefined : certificate.checkHost(value) !== undefined,
  );
}

function expiresSoon({ certificate }: CertificateAndKey): boolean {
  return Date.parse(new builtin.crypto.X509Certificate(certificate).validTo) - Date.now() < RENEW_LEAF_MS;
}

function sameNames(one: readonly SubjectName[], other: readonly SubjectName[]): boolean {
  return one.map(({ value }) => value).join() === other.map(({ value }) => value).join();
}

/** Undefined if the file does not exist. @throws ServerError `TLS_UNREADABLE` if it is damaged */
async function readPair(file: string): Promise<CertificateAndKey | undefined> {
  const text = await readText(file);
  if (text === undefined) return undefined;
  const certificate = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/s.exec(text)?.[0];
  const key = /-----BEGIN PRIVATE KEY-----.*?-----END PRIVATE KEY-----/s.exec(text)?.[0];
  try {
    if (!certificate || !key) throw new Error('certificate or key missing');
    if (!new builtin.crypto.X509Certificate(certificate).checkPrivateKey(builtin.crypto.createPrivateKey(key)))
      throw new Error('no pair');
    return { certificate, key };
  } catch (error) {
    throw new ServerError('TLS_UNREADABLE', { option: 'tls', file, ...problem('ownDamaged') }, error);
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new ServerError(
      'TLS_UNREADABLE',
      { option: 'tls', file, ...problem('said', { detail: String(error) }) },
      error,
    );
  }
}

async function replace(file: string, text: string, mode: number): Promise<void> {
  await rename(await writeTemporary(file, text, mode), file);
}

async function writeTemporary(file: string, text: string, mode: number): Promise<string> {
  const temporary = `${file}.${builtin.crypto.randomBytes(6).toString('hex')}`;
  await writeFile(temporary, text, { mode, flag: 'wx' });
  await chmod(temporary, mode); // the process's umask may have taken bits away
  return temporary;
}
