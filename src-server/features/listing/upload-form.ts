import type { ServerConfig } from '../../config/schema.ts';
import { segmentsBelow } from '../../http/prefix.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { UploadForm } from './upload-area.ts';

/** The form to show in this folder, where this visitor may add files to it. */
export function uploadForm(
  { target, user }: Pick<Exchange, 'target' | 'user'>,
  { upload, auth }: Pick<ServerConfig, 'upload' | 'auth'>,
): UploadForm | undefined {
  if (upload === false || (auth && user?.access !== 'write')) return undefined;
  if (upload === true) return { conflict: 'rename' };
  const isBelow = segmentsBelow(upload.at, target.segments) !== undefined;
  return isBelow ? { conflict: upload.conflict, maxBytes: upload.maxBytes } : undefined;
}
