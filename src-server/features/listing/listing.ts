import type { Feature, FeatureContext } from '../../pipeline/feature.ts';
import { privateFiles } from '../../pipeline/private-files.ts';
import { unreadable } from './unreadable.ts';

/**
 * Lists folders that no earlier step has answered for. What makes a listing is loaded with the first of them.
 * @param privates files that are not shown
 */
export function listing(context: FeatureContext, privates = privateFiles(context.config)): Feature {
  return {
    step: async (exchange, next) => {
      const { method, target } = exchange;
      if ((method !== 'GET' && method !== 'HEAD') || !target.trailingSlash) return next();
      const located = await context.files.locate(target.segments);
      if (located.kind === 'denied') throw unreadable();
      if (located.kind !== 'directory') return next();
      const { listFolder } = await import('./list-folder.ts');
      await listFolder(exchange, located, context, privates);
    },
  };
}
