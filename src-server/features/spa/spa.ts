import type { ServerConfig } from '../../config/schema.ts';
import { acceptsExplicitly } from '../../http/accept.ts';
import type { Feature } from '../../pipeline/feature.ts';
import type { StaticFiles } from '../static/static-files.ts';

/**
 * Answers page loads that no file answers with one document, so that the application's own router takes them. Only a request
 * that names text/html is a page load: a missing script or picture stays 404.
 */
export function spaFallback(slice: ServerConfig['spa'], index: readonly string[], files: StaticFiles): Feature {
  const documents = slice === true ? index.map((name) => [name]) : [String(slice).split('/').filter(Boolean)];
  return {
    step: async (exchange, next) => {
      const isLoad = exchange.method === 'GET' || exchange.method === 'HEAD';
      if (!isLoad || !acceptsExplicitly(exchange.field('accept'), 'text/html')) return next();
      exchange.onHead(({ fields }) => fields.addToList('Vary', 'Accept'), 'spa');
      for (const segments of documents) {
        exchange.step = 'spa'; // what changes the head asks for it
        if (await files.sendFile(exchange, segments)) {
          exchange.decide('spa', 'spa.fallback', { document: `/${segments.join('/')}` });
          return;
        }
      }
      return next();
    },
  };
}
