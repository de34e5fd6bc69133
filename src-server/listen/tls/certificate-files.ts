import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { errorCode, ServerError } from '../../errors.ts';
import type { Notice } from '../../state.ts';
import { type TlsConfig, type TlsMaterial, tlsNotice } from './material.ts';

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
    throw unreadable(
      cert,
      'it is not PEM ("-----BEGIN CERTIFICATE-----"). A PKCS#12 file holds its own key: leave out tls.key',
    );
  }
  const key = config.key === undefined ? cert : await read('tls.key', config.key);
  return fromPem(cert, key, passphrase);
}

function fromPem(cert: Source, key: Source, passphrase: string | undefined): TlsMaterial {
  const leaf = parseCertificate(cert);
  const privateKey = parseKey(key, passphrase);
  if (!leaf.checkPrivateKey(privateKey)) {
    throw unreadable(key, `its private key does not belong to the first certificate in ${cert.file}`);
  }
  const context = { cert: cert.bytes, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) };
  tryContext(cert, () => createSecureContext(context));
  return { context, notices: validityNotices(cert.file, leaf) };
}

function parseCertificate(cert: Source): X509Certificate {
  try {
    return new X509Certificate(cert.bytes);
  } catch {
    const found = isKey(cert.bytes) ? 'it holds a private key but no certificate' : 'it holds no certificate';
    throw unreadable(cert, found);
  }
}

function parseKey(key: Source, passphrase: string | undefined): KeyObject {
  if (!isKey(key.bytes)) {
    const advice =
      key.option === 'tls.cert' ? '; name the file of the key in tls.key' : ' ("-----BEGIN PRIVATE KEY-----")';
    throw unreadable(key, `it holds no private key${advice}`);
  }
  try {
    return createPrivateKey({ key: key.bytes, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (error) {
    throw unreadable(key, keyProblem(error, passphrase), error);
  }
}

function keyProblem(error: unknown, passphrase: string | undefined): string {
  const code = errorCode(error);
  if (
    passphrase === undefined &&
    (code === 'ERR_MISSING_PASSPHRASE' || code === 'ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED')
  ) {
    return 'its private key is encrypted; name a file that holds the passphrase in tls.passphraseFile';
  }
  if (passphrase !== undefined && /bad[ _]decrypt|bad password|mac verify|asn1|wrong tag/i.test(`${code} ${error}`)) {
    return 'the passphrase in tls.passphraseFile does not open it';
  }
  return 'its private key is damaged, or of a kind that is not supported';
}

function fromPkcs12(source: Source, passphrase: string | undefined): TlsMaterial {
  const context = { pfx: source.bytes, ...(passphrase === undefined ? {} : { passphrase }) };
  try {
    createSecureContext(context);
  } catch (error) {
    throw unreadable(source, pkcs12Problem(String(error), passphrase), error);
  }
  return { context, notices: [] };
}

function pkcs12Problem(error: string, passphrase: string | undefined): string {
  // OpenSSL's words, and those of Electron's BoringSSL.
  if (/mac verify failure|INCORRECT_PASSWORD/i.test(error)) {
    return passphrase === undefined
      ? 'it is encrypted; name a file that holds the passphrase in tls.passphraseFile'
      : 'the passphrase in tls.passphraseFile does not open it';
  }
  if (/unsupported/i.test(error)) {
    return 'it is encrypted in an old way that is no longer supported; export it again with AES';
  }
  return 'it is neither PEM ("-----BEGIN CERTIFICATE-----") nor PKCS#12 (.pfx, .p12)';
}

/** What only OpenSSL knows, such as keys below its security level. */
function tryContext(source: Source, create: () => unknown): void {
  try {
    create();
  } catch (error) {
    throw unreadable(source, error instanceof Error ? error.message : String(error), error);
  }
}

function validityNotices(file: string, leaf: X509Certificate): Notice[] {
  const now = Date.now();
  if (Date.parse(leaf.validTo) < now)
    return [tlsNotice(`The certificate ${file} expired on ${leaf.validTo}.`, { file })];
  if (Date.parse(leaf.validFrom) > now) {
    return [tlsNotice(`The certificate ${file} is not valid before ${leaf.validFrom}.`, { file })];
  }
  return [];
}

async function read(option: Option, file: string): Promise<Source> {
  try {
    return { option, file, bytes: await readFile(file) };
  } catch (error) {
    throw unreadable({ option, file }, READ_PROBLEMS[errorCode(error) ?? ''] ?? String(error), error);
  }
}

const READ_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it does not exist',
  EACCES: 'Portico is not allowed to read it',
  EPERM: 'Portico is not allowed to read it',
  EISDIR: 'it is a folder',
};

/** As Python does it: UTF-8, white space at both ends removed. */
async function readPassphrase(file: string): Promise<string> {
  const source = await read('tls.passphraseFile', file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source.bytes).trim();
  } catch (error) {
    throw unreadable(source, 'it is not UTF-8 text', error);
  }
}

const isPem = (bytes: Buffer): boolean => bytes.includes('-----BEGIN ');
const isKey = (bytes: Buffer): boolean => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(bytes.toString('latin1'));

function unreadable({ option, file }: Omit<Source, 'bytes'>, problem: string, cause?: unknown): ServerError {
  return new ServerError('TLS_UNREADABLE', { option, file, problem }, cause);
}
