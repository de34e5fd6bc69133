import type { KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import { builtin } from '../../builtin.ts';
import { errorCode, ServerError } from '../../errors.ts';
import { type ProblemParams, problem } from '../../problems.ts';
import type { Notice } from '../../state.ts';
import type { TlsConfig, TlsMaterial } from './material.ts';
import { tlsNotice } from './notice.ts';

type FilesConfig = Extract<TlsConfig, { mode: 'files' }>;
type Option = 'tls.cert' | 'tls.key' | 'tls.passphraseFile';

/** A file that the operator named, with the option that names it: errors say both. */
interface Source {
  readonly option: Option;
  readonly file: string;
  readonly bytes: Buffer;
}

/**
 * Reads PEM (key in its own file or beside the certificate; PKCS#8, PKCS#1 or EC, encrypted or not) or PKCS#12.
 * @throws ServerError `TLS_UNREADABLE`
 */
export async function readCertificateFiles(config: FilesConfig): Promise<TlsMaterial> {
  const cert = await read('tls.cert', config.cert);
  const passphrase = config.passphraseFile ? await readPassphrase(config.passphraseFile) : undefined;
  if (!isPem(cert.bytes)) {
    if (config.key === undefined) return fromPkcs12(cert, passphrase);
    throw unreadable(cert, problem('noPem'));
  }
  const key = config.key === undefined ? cert : await read('tls.key', config.key);
  return fromPem(cert, key, passphrase);
}

function fromPem(cert: Source, key: Source, passphrase: string | undefined): TlsMaterial {
  const leaf = parseCertificate(cert);
  const privateKey = parseKey(key, passphrase);
  if (!leaf.checkPrivateKey(privateKey)) {
    throw unreadable(key, problem('foreignKey', { cert: cert.file }));
  }
  const context = { cert: cert.bytes, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) };
  tryContext(cert, () => builtin.tls.createSecureContext(context));
  return { context, notices: validityNotices(cert.file, leaf) };
}

function parseCertificate(cert: Source): X509Certificate {
  try {
    return new builtin.crypto.X509Certificate(cert.bytes);
  } catch {
    throw unreadable(cert, problem(isKey(cert.bytes) ? 'keyInstead' : 'noCertificate'));
  }
}

function parseKey(key: Source, passphrase: string | undefined): KeyObject {
  if (!isKey(key.bytes)) throw unreadable(key, problem(key.option === 'tls.cert' ? 'noKeyBeside' : 'noKey'));
  try {
    return builtin.crypto.createPrivateKey({ key: key.bytes, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (error) {
    throw unreadable(key, keyProblem(key, error, passphrase), error);
  }
}

function keyProblem({ bytes }: Source, error: unknown, passphrase: string | undefined): ProblemParams {
  const code = errorCode(error);
  if (
    passphrase === undefined &&
    (code === 'ERR_MISSING_PASSPHRASE' || code === 'ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED')
  ) {
    return problem('keyEncrypted');
  }
  // A wrong one is not always noticed as such: one in 256 leaves a padding that could be right, and noise before it
  if (passphrase !== undefined && bytes.includes('ENCRYPTED')) {
    return problem('wrongPassphrase');
  }
  return problem('keyDamaged');
}

function fromPkcs12(source: Source, passphrase: string | undefined): TlsMaterial {
  const context = { pfx: source.bytes, ...(passphrase === undefined ? {} : { passphrase }) };
  try {
    const leaf = certificateOf(builtin.tls.createSecureContext(context));
    return { context, notices: leaf ? validityNotices(source.file, leaf) : [] };
  } catch (error) {
    throw unreadable(source, pkcs12Problem(String(error), passphrase), error);
  }
}

/** What a context presents. Only a socket tells: here one that is connected to nothing. */
function certificateOf(secureContext: SecureContext): X509Certificate | undefined {
  const nothing = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  const socket = new builtin.tls.TLSSocket(nothing, { isServer: true, secureContext });
  const { raw } = socket.getCertificate() as { raw?: Buffer };
  socket.on('error', () => undefined).destroy();
  return raw && new builtin.crypto.X509Certificate(raw);
}

function pkcs12Problem(error: string, passphrase: string | undefined): ProblemParams {
  // OpenSSL's words, and those of Electron's BoringSSL.
  if (/mac verify failure|INCORRECT_PASSWORD/i.test(error)) {
    return problem(passphrase === undefined ? 'encrypted' : 'wrongPassphrase');
  }
  return problem(/unsupported/i.test(error) ? 'oldEncryption' : 'noPemNorPkcs12');
}

/** What only OpenSSL knows, such as keys below its security level. */
function tryContext(source: Source, create: () => unknown): void {
  try {
    create();
  } catch (error) {
    throw unreadable(source, said(error instanceof Error ? error.message : String(error)), error);
  }
}

/** Time to get another one. */
const SOON_MS = 14 * 86_400_000;

function validityNotices(file: string, leaf: X509Certificate): Notice[] {
  const now = Date.now();
  const { validTo, validFrom } = leaf;
  if (Date.parse(validTo) < now) return [tlsNotice(problem('certificateExpired', { file, date: validTo }))];
  if (Date.parse(validTo) < now + SOON_MS) return [tlsNotice(problem('certificateSoon', { file, date: validTo }))];
  if (Date.parse(validFrom) > now) return [tlsNotice(problem('certificateEarly', { file, date: validFrom }))];
  return [];
}

async function read(option: Option, file: string): Promise<Source> {
  try {
    return { option, file, bytes: await readFile(file) };
  } catch (error) {
    throw unreadable({ option, file }, readProblem(error), error);
  }
}

function readProblem(error: unknown): ProblemParams {
  const why = READ_PROBLEMS[errorCode(error) ?? ''];
  return why ? problem(why) : said(String(error));
}

const READ_PROBLEMS: Readonly<Record<string, 'itIsMissing' | 'itIsDenied' | 'itIsFolder'>> = {
  ENOENT: 'itIsMissing',
  ENOTDIR: 'itIsMissing',
  EACCES: 'itIsDenied',
  EPERM: 'itIsDenied',
  EISDIR: 'itIsFolder',
};

const said = (detail: string): ProblemParams => problem('said', { detail });

/** As Python does it: UTF-8, white space at both ends removed. */
async function readPassphrase(file: string): Promise<string> {
  const source = await read('tls.passphraseFile', file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source.bytes).trim();
  } catch (error) {
    throw unreadable(source, problem('noText'), error);
  }
}

const isPem = (bytes: Buffer): boolean => bytes.includes('-----BEGIN ');
const isKey = (bytes: Buffer): boolean => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(bytes.toString('latin1'));

function unreadable({ option, file }: Omit<Source, 'bytes'>, why: ProblemParams, cause?: unknown): ServerError {
  return new ServerError('TLS_UNREADABLE', { option, file, ...why }, cause);
}
