import mime from 'mime-types';
import type { Plugin } from 'vite';

const ID = '\0portico:media-type-table';

/**
 * Puts the table that `mime-types` works out of its database into the bundle, instead of the database and the working out:
 * that took a tenth of the time to the first answer.
 */
export function mediaTypeTable(): Plugin {
  return {
    name: 'portico:media-type-table',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'cli' || name === 'engine', // main asks for more than types
    resolveId: (id) => (id === 'mime-types' ? ID : undefined),
    load: (id) => (id === ID ? tableModule() : undefined),
  };
}

function tableModule(): string {
  return `import { extname } from 'node:path';
const types = JSON.parse(${JSON.stringify(JSON.stringify(mime.types))});
export function lookup(path) {
  const extension = extname('x.' + path).toLowerCase().slice(1);
  return Object.hasOwn(types, extension) ? types[extension] : false;
}
`;
}
