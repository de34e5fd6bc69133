import 'reflect-metadata'; // before the next line: the library's dependency container wants it
import * as x509 from '@peculiar/x509';

const DAY_MS = 86_400_000;
/** Browsers refuse server certificates that are valid for longer than 398 days. */
const LEAF_DAYS = 397;
const ROOT_DAYS = 3650;
/** Clocks of phones may be behind. */
const BACKDATED_MS = DAY_MS;
/** Apple: RSA from 2048 bits, or an elliptic curve; SHA-2; names in the SAN; EKU serverAuth. */
const KEYS = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Both in PEM. */
export interface CertificateAndKey {
  readonly certificate: string;
  readonly key: string;
}

export interface SubjectName {
  readonly type: 'dns' | 'ip';
  readonly value: string;
}

/** @param name shown where certificates are trusted; iOS lists a root by its common name alone */
export async function createRoot(name: string): Promise<CertificateAndKey> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [name] }, { O: ['Portico'] }],
    ...validity(ROOT_DAYS),
    keys,
    signingAlgorithm: KEYS,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await exportKey(keys.privateKey) };
}

export async function issueLeaf(root: CertificateAndKey, names: readonly SubjectName[]): Promise<CertificateAndKey> {
  const keys = await generateKeys();
  const issuer = new x509.X509Certificate(root.certificate);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [names[0]?.value ?? 'localhost'] }, { O: ['Portico'] }],
    issuer: issuer.subjectName,
    ...validity(LEAF_DAYS, issuer.notAfter),
    publicKey: keys.publicKey,
    signingKey: await importKey(root.key),
    signingAlgorithm: KEYS,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([...names]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await exportKey(keys.privateKey) };
}

function generateKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(KEYS, true, ['sign', 'verify']);
}

function validity(days: number, notAfter?: Date): { notBefore: Date; notAfter: Date } {
  const notBefore = Date.now() - BACKDATED_MS;
  const end = Math.min(notBefore + days * DAY_MS, notAfter?.getTime() ?? Number.POSITIVE_INFINITY);
  return { notBefore: new Date(notBefore), notAfter: new Date(end) };
}

/** RFC 5280 §4.1.2.2: positive, at most 20 octets. */
function serialNumber(): string {
  const bytes = Buffer.from(crypto.getRandomValues(new Uint8Array(16)));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

async function exportKey(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function importKey(pem: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(pem), KEYS, false, ['sign']);
}
