import { basename, join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { ROOT } from '../project.ts';
import { bundleAlone } from './bundle-alone.ts';
import { carriedText } from './carried-text.ts';

/**
 * Modules that few runs need, with large libraries behind them: half of the bundle. Their exports are functions. V8 has to
 * read every function of a program before it starts, but not what is in a comment.
 */
const CARRIED = [
  'src-server/cli/qr.ts',
  'src-server/http/form-parser.ts',
  'src-server/listen/tls/certificate-authority.ts',
];

/**
 * Carries them as text inside the command line, which is one file; the engine, which every server runs in a thread of its
 * own, reads them from a file beside it instead. Either becomes a program when one of its functions is called.
 */
export function carriedModules(): Plugin {
  const files = CARRIED.map((file) => join(ROOT, file));
  return {
    name: 'portico:carried-modules',
    applyToEnvironment: ({ config }) => config.consumer === 'server',
    async load(id) {
      if (!files.includes(id)) return undefined;
      const chunk = await bundleAlone(id, { minify: true, output: { format: 'cjs', exports: 'named' } });
      if (this.environment.name === 'cli') return standIn(chunk, fromText(chunk, basename(id, '.ts')));
      const fileName = `${basename(id, '.ts')}.cjs`;
      this.emitFile({ type: 'asset', fileName, source: chunk.code });
      return standIn(chunk, fromFile(fileName));
    },
  };
}

/** @param load an expression: the module's exports */
function standIn({ exports }: Rolldown.OutputChunk, load: string): string {
  const functions = exports.map((name) => `export const ${name} = (...args) => carried().${name}(...args);`);
  return `let loaded;
function carried() {
  loaded ??= ${load};
  return loaded;
}
${functions.join('\n')}
`;
}

function fromFile(name: string): string {
  return `process.getBuiltinModule('node:module').createRequire(import.meta.url)(${JSON.stringify(`./${name}`)})`;
}

function fromText({ code }: Rolldown.OutputChunk, name: string): string {
  return `((module) => {
  new Function('module', 'exports', 'require', ${carriedText(name, code)})(module, module.exports, process.getBuiltinModule('node:module').createRequire(import.meta.url));
  return module.exports;
})({ exports: {} })`;
}
