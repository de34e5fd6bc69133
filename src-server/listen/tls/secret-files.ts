import { join } from 'node:path';
import type { ServerConfig } from '../../config/schema.ts';
import { stateFolder } from './state-folder.ts';

/** Where the authority of this computer and its certificates are kept, with their private keys. */
export const authorityFiles = () => {
  const folder = join(stateFolder(), 'ca');
  return { folder, root: join(folder, 'root-key.pem'), leaf: join(folder, 'server.pem') };
};

/** Files with a private key, or what opens one: they may lie in a folder that is served, and are never sent. */
export function secretFiles(tls: ServerConfig['tls']): readonly string[] {
  const { root, leaf } = authorityFiles();
  if (tls === false || tls.mode !== 'files') return [root, leaf];
  const { cert, key = cert, passphraseFile } = tls;
  return [root, leaf, key, ...(passphraseFile === undefined ? [] : [passphraseFile])];
}
