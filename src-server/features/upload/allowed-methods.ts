import type { ServerConfig } from '../../config/schema.ts';
import type { FileSpace } from '../../files/file-space.ts';
import { segmentsBelow } from '../../http/prefix.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { type UploadContext, uploadOptions } from './upload-context.ts';

type Options = UploadContext['options'];

/** What can be sent to the place that a request names: nothing outside the upload area. */
export async function uploadMethods(
  slice: Exclude<ServerConfig['upload'], false>,
  files: FileSpace,
  { target }: Exchange,
): Promise<readonly string[]> {
  const options = uploadOptions(slice);
  if (target.form === 'asterisk' || !segmentsBelow(options.at, target.segments)) return [];
  const { kind } = await files.locate(target.segments);
  if (kind === 'hidden' || kind === 'denied') return [];
  return methodsOf(kind === 'directory' || target.trailingSlash ? 'folder' : 'file', options);
}

/** For the refusals of the feature itself. */
export function allowField(kind: 'file' | 'folder', options: Options): { Allow: string } {
  return { Allow: ['GET', 'HEAD', ...methodsOf(kind, options), 'OPTIONS'].join(', ') };
}

function methodsOf(kind: 'file' | 'folder', { allowDelete }: Options): readonly string[] {
  return kind === 'folder' ? ['POST'] : ['PUT', ...(allowDelete ? ['DELETE'] : [])];
}
