import mime from 'mime-types';
import type { Plugin } from 'vite';

const ID = '\0portico:media-type-table';

/**
 * Puts the table that `mime-types` works out of its database into the bundle, instead of the database and the working out:
 * that took a tenth of the time to the first answer. The table is a text that is searched: as an object of a thousand names it
 * would cost each server's thread a quarter of a megabyte, and whoever asks remembers the answer.
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
  const table = Object.entries(mime.types).map(([extension, type]) => `;${extension}=${type}`);
  return `import { extname } from 'node:path';
const table = ${JSON.stringify(`${table.join('')};`)};
export function lookup(path) {
  const extension = extname('x.' + path).toLowerCase().slice(1);
  const at = table.indexOf(';' + extension + '=');
  if (at < 0) return false;
  const start = at + extension.length + 2;
  return table.slice(start, table.indexOf(';', start));
}
`;
}
