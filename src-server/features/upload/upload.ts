import type { ServerConfig } from '../../config/schema.ts';
import { segmentsBelow } from '../../http/prefix.ts';
import type { Feature, FeatureContext } from '../../pipeline/feature.ts';
import { assertNoContentCoding } from '../../pipeline/read-content.ts';
import { deleteFile } from './delete-file.ts';
import { assertMayWrite, programTest } from './may-write.ts';
import { putFile } from './put-file.ts';
import { receiveForm } from './receive-form.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { type UploadContext, uploadFolder, uploadOptions } from './upload-context.ts';

/**
 * Files that visitors send: forms to a folder (POST), single files to a path (PUT), and DELETE where allowed. Every file
 * appears whole or not at all.
 */
export function upload(
  slice: Exclude<ServerConfig['upload'], false>,
  { config, files }: FeatureContext,
  isWithheld: (path: string) => boolean,
): Feature {
  const options = uploadOptions(slice);
  const isProgram = programTest(isWithheld, uploadFolder(options.at, files), config);
  const upload: UploadContext = { options, config, files, isProgram };
  const closing = new AbortController();
  const cleaned = removeLeftovers(upload, closing.signal);
  return {
    step: async (exchange, next) => {
      const receive = RECEIVERS[exchange.method];
      if (!receive || !segmentsBelow(options.at, exchange.target.segments)) return next();
      exchange.step = 'upload';
      assertMayWrite(exchange, config);
      assertNoContentCoding(exchange);
      const isTaken = await receive(exchange, upload);
      if (!isTaken) return next();
    },
    close: () => {
      closing.abort();
      return cleaned;
    },
  };
}

const RECEIVERS: Readonly<Record<string, typeof putFile>> = Object.assign(Object.create(null), {
  POST: receiveForm,
  PUT: putFile,
  DELETE: deleteFile,
});
