import { relative } from 'node:path';
import type { Plugin } from 'vite';
import { ROOT } from '../project.ts';
import { bundleAlone } from './bundle-alone.ts';
import { carriedText } from './carried-text.ts';

const MARK = '?thread';
const PROGRAM = '\0thread-program:';

/**
 * `import program from './main.ts?thread'`: a function that gives the module, with all that it uses, as the text of a program
 * for a thread. There is no second file to start a thread from: the command line is one, and tests run from the source.
 */
export function threadPrograms(): Plugin {
  return {
    name: 'portico:thread-programs',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(MARK)) return undefined;
      const found = await this.resolve(source.slice(0, -MARK.length), importer);
      return found && PROGRAM + found.id;
    },
    async load(id) {
      if (!id.startsWith(PROGRAM)) return undefined;
      const file = id.slice(PROGRAM.length);
      const { code, moduleIds } = await bundleAlone(file, {
        minify: false,
        output: { format: 'cjs', comments: false },
      });
      for (const module of moduleIds) this.addWatchFile(module);
      const isBundle = this.environment.mode === 'build';
      return `export default () => ${isBundle ? carriedText(relative(ROOT, file), code) : JSON.stringify(code)};`;
    },
  };
}

/** To be left to the program that is built. */
export const isThreadProgram = (id: string): boolean => id.endsWith(MARK);
