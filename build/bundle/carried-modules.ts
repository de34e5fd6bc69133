import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { ROOT } from '../project.ts';

/**
 * Modules that few runs need, with large libraries behind them: half of the bundle. Their exports are functions. V8 has to
 * read every function of a program before it starts, but not what is inside a string.
 */
const CARRIED = ['src-server/listen/tls/certificate-authority.ts', 'src-server/cli/qr.ts'];

/** Carries them as text inside the bundle that uses them; the text becomes a program when one of its functions is called. */
export function carriedModules(): Plugin {
  const files = CARRIED.map((file) => join(ROOT, file));
  return {
    name: 'portico:carried-modules',
    applyToEnvironment: ({ config }) => config.consumer === 'server',
    async load(id) {
      return files.includes(id) ? standIn(await bundle(id)) : undefined;
    },
  };
}

async function bundle(file: string): Promise<Rolldown.OutputChunk> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    ssr: { noExternal: true },
    build: {
      write: false,
      ssr: file,
      target: 'node20.18',
      minify: true,
      rolldownOptions: {
        external: [...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
        output: { format: 'cjs', exports: 'named', codeSplitting: false },
      },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error(`${file} was not bundled`);
  return output.output[0];
}

function standIn({ code, exports }: Rolldown.OutputChunk): string {
  const functions = exports.map((name) => `export const ${name} = (...args) => carried().${name}(...args);`);
  return `import { createRequire } from 'node:module';
const TEXT = ${JSON.stringify(code)};
let loaded;
function carried() {
  if (loaded) return loaded;
  const module = { exports: {} };
  new Function('module', 'exports', 'require', TEXT)(module, module.exports, createRequire(import.meta.url));
  loaded = module.exports;
  return loaded;
}
${functions.join('\n')}
`;
}
