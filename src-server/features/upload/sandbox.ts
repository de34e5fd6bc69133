import type { ServerConfig } from '../../config/schema.ts';
import type { FileSpace } from '../../files/file-space.ts';
import { insideTest } from '../../files/path-tests.ts';
import { segmentsBelow } from '../../http/prefix.ts';
import type { Feature } from '../../pipeline/feature.ts';
import { uploadFolder, uploadOptions } from './upload-context.ts';

/** An origin of its own: scripts run, but as a stranger to every page of this server. */
const SANDBOX = 'sandbox allow-scripts allow-forms allow-popups';
/** Types in which a browser runs scripts. */
const ACTIVE_TYPE = /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml|(?:text|application)\/(?:.+\+)?xml)\b/i;

/** Keeps pages that visitors may have sent from acting as pages of this server, whatever address leads to them. */
export function sandboxUploads(slice: Exclude<ServerConfig['upload'], false>, files: FileSpace): Feature {
  const { at } = uploadOptions(slice);
  const isUploaded = insideTest([uploadFolder(at, files)]);
  return {
    step: (exchange, next) => {
      exchange.onHead(({ fields }) => {
        const { realFile, target } = exchange;
        if (realFile === undefined || !ACTIVE_TYPE.test(fields.get('Content-Type') ?? '')) return; // our listings, error pages
        if (segmentsBelow(at, target.segments) || isUploaded(realFile))
          fields.append('Content-Security-Policy', SANDBOX);
      }, 'upload');
      return next();
    },
  };
}
