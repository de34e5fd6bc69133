import type { ServerConfig } from '../../config/schema.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { UploadForm } from './upload-area.ts';

/** The form to show in this folder, where this visitor may add files to it. */
export function uploadForm(
  { target, user }: Pick<Exchange, 'target' | 'user'>,
  { upload, auth }: Pick<ServerConfig, 'upload' | 'auth'>,
): UploadForm | undefined {
  if (upload === false || (auth && user?.access !== 'write')) return undefined;
  if (upload === true) return { conflict: 'rename' };
  const at = upload.at.split('/').filter((segment) => segment !== '');
  const below = at.every((segment, index) => target.segments[index] === segment);
  return below ? { conflict: upload.conflict, maxBytes: upload.maxBytes } : undefined;
}
