import { basename, dirname, join, sep } from 'node:path';
import type { ESTree, Plugin } from 'vite';
import { ROOT } from '../project.ts';
import { bundleAlone } from './bundle-alone.ts';
import { carriedText } from './carried-text.ts';
import { isThreadProgram } from './thread-programs.ts';

/**
 * What most folders are served without. V8 reads every function of a program before it starts, a third of the time to the
 * first answer, but not what is in a comment. Each is carried with the modules of its own folder that it uses; what
 * lies outside is shared with the rest of the program. Their exports are functions.
 */
const CARRIED = [
  'src-server/cli/table/option-table.ts',
  'src-server/features/auth/auth.ts',
  'src-server/features/cgi/cgi.ts',
  'src-server/features/cors/cors.ts',
  'src-server/features/handlers/handlers.ts',
  'src-server/features/inspect/inspect.ts',
  'src-server/features/listing/list-folder.ts',
  'src-server/features/live-reload/live-reload.ts',
  'src-server/features/proxy/proxy.ts',
  'src-server/features/rest/rest.ts',
  'src-server/features/routes/routes.ts',
  'src-server/features/throttle/throttle.ts',
  'src-server/features/upload/upload.ts',
  'src-server/listen/port-holder.ts',
  'src-server/listen/tls/certificate-files.ts',
  'src-server/listen/tls/local-certificate.ts',
  'src-server/listen/tls/secure-port.ts',
  'src-server/pages/error-page.ts',
].map((file) => join(ROOT, file));
const SHARED = 'shared:';
/** Modules without any state: words, pictures and styles of pages, the option table. Each that uses them has its own. */
const STATELESS = [
  join(ROOT, 'src-server', 'pages') + sep,
  join(ROOT, 'src-server', 'config') + sep,
  join('node_modules', 'zod') + sep,
];

/**
 * Carries them as text behind the command line, which is one file; the engine reads them from files beside it instead. Either
 * becomes a program when one of its functions is first called.
 */
export function carriedFeatures(): Plugin {
  return {
    name: 'portico:carried-features',
    applyToEnvironment: ({ name }) => name === 'cli' || name === 'engine',
    // What is carried needs no loading of modules as well, which would wrap whatever it shares
    transform: { order: 'pre', filter: { code: /\bimport\(/ }, handler: (code) => asStatic(code) },
    async load(id) {
      if (!CARRIED.includes(id)) return;
      const { code } = await bundleAlone(id, {
        minify: false,
        output: { format: 'es', comments: false },
        plugins: [sharedModules(id)],
      });
      const part = partOf(code, this.parse(code));
      const name = basename(id, '.ts');
      if (this.environment.name === 'cli') return standIn(part, fromText(part, name));
      this.emitFile({ type: 'asset', fileName: `${name}.cjs`, source: asModule(part) });
      return standIn(part, `process.getBuiltinModule('node:module').createRequire(import.meta.url)('./${name}.cjs')`);
    },
  };
}

/** Imports behind the module, so that its lines stay where they are. */
function asStatic(code: string): { code: string; map: null } {
  const imports: string[] = [];
  const rest = code.replace(/await import\(\s*('\.\/[^']+')\s*\)/g, (_, from) => `carried${imports.push(from)}`);
  return { code: rest + imports.map((from, i) => `import * as carried${i + 1} from ${from};\n`).join(''), map: null };
}

/** Leaves to the program what lies outside the folder, and what is carried by itself. */
function sharedModules(file: string): Plugin {
  return {
    name: 'portico:shared-modules',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (!found || found.external || found.id === file) return found;
      const isLeft = isCarried(found.id) || isThreadProgram(found.id);
      const isOwn = !isLeft && [dirname(file) + sep, ...STATELESS].some((folder) => found.id.includes(folder));
      return isOwn ? found : { id: SHARED + found.id, external: true };
    },
  };
}

/** Here, or as one of `carriedModules`. */
function isCarried(id: string): boolean {
  return CARRIED.includes(id) || id.endsWith('certificate-authority.ts');
}

/** What is carried: a function of the values that it imports, which gives what it exports. */
interface Part {
  readonly imports: readonly string[];
  readonly given: readonly string[];
  readonly text: string;
  readonly exports: readonly string[];
}

function partOf(code: string, { body }: ESTree.Program): Part {
  const sourceOf = ({ start, end }: { start: number; end: number }) => code.slice(start, end);
  const imports = body.filter((node) => node.type === 'ImportDeclaration');
  const exported = body.flatMap((node) => (node.type === 'ExportNamedDeclaration' ? node.specifiers : []));
  const exports = exported.map(({ local }) => (local as { name: string }).name);
  const statements = body.filter(({ type }) => !/^(Import|Export)/.test(type)).map(sourceOf);
  return {
    imports: imports.map((node) => sourceOf(node).replace(SHARED, '')),
    given: imports.flatMap(({ specifiers }) => specifiers.map(({ local }) => local.name)),
    text: ["'use strict';", ...statements, `return { ${exports.join(', ')} };`].join('\n'),
    exports,
  };
}

/** @param load an expression: the function of the part */
function standIn({ imports, given, exports }: Part, load: string): string {
  return `${imports.join('\n')}
let loaded;
function carried() {
  loaded ??= ${load}(${given.join(', ')});
  return loaded;
}
${exports.map((name) => `export const ${name} = (...args) => carried().${name}(...args);`).join('\n')}
`;
}

/** Named, so that an error in it says where. */
function fromText({ given, text }: Part, name: string): string {
  const named = `${text}\n//# sourceURL=portico/${name}.js`;
  return `new Function(${given.map((one) => `'${one}', `).join('')}${carriedText(name, named)})`;
}

function asModule({ given, text }: Part): string {
  return `module.exports = function (${given.join(', ')}) {\n${text}\n};\n`;
}
