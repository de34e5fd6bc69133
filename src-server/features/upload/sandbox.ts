import type { ServerConfig } from '../../config/schema.ts';
import { segmentsBelow } from '../../http/prefix.ts';
import type { Feature } from '../../pipeline/feature.ts';

/** An origin of its own: scripts run, but as a stranger to every page of this server. */
const SANDBOX = 'sandbox allow-scripts allow-forms allow-popups';
/** Types in which a browser runs scripts. */
const ACTIVE_TYPE = /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml|(?:text|application)\/(?:.+\+)?xml)\b/i;

/** Keeps pages that visitors may have sent from acting as pages of this server. */
export function sandboxUploads(slice: Exclude<ServerConfig['upload'], false>): Feature {
  const at = slice === true ? '/' : slice.at;
  return {
    step: (exchange, next) => {
      if (segmentsBelow(at, exchange.target.segments)) {
        exchange.onHead(({ fields }) => {
          const isFile = exchange.file !== undefined; // listings and error pages are ours
          if (isFile && ACTIVE_TYPE.test(fields.get('Content-Type') ?? ''))
            fields.append('Content-Security-Policy', SANDBOX);
        }, 'upload');
      }
      return next();
    },
  };
}
