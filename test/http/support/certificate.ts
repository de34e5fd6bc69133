import { createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import { createRoot, issueLeaf } from '../../../src-server/listen/tls/certificate-authority.ts';
import { tempFolder } from './cli.ts';

const PASSPHRASE = 'correct horse';

export interface CertificateFiles {
  /** The option as one writes it, all paths absolute. */
  readonly tls: {
    readonly mode: 'files';
    readonly cert: string;
    readonly key: string;
    readonly passphraseFile: string;
  };
  /** Certificate of the authority that signed it. */
  readonly ca: string;
}

/** A certificate for this computer in files: the key has a passphrase, as authorities hand them out. */
export async function certificateFiles(): Promise<CertificateFiles> {
  const root = await createRoot('An authority');
  const leaf = await issueLeaf(root, [
    { type: 'dns', value: 'localhost' },
    { type: 'ip', value: '127.0.0.1' },
  ]);
  const locked = createPrivateKey(leaf.key).export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: PASSPHRASE,
  });
  const folder = await tempFolder({ 'cert.pem': leaf.certificate, 'key.pem': locked, 'phrase.txt': `${PASSPHRASE}\n` });
  const [cert, key, passphraseFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem'), join(folder, 'phrase.txt')];
  return { tls: { mode: 'files', cert, key, passphraseFile }, ca: root.certificate };
}
