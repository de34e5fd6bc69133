import { builtinModules } from 'node:module';
import { build, type Plugin, type Rolldown } from 'vite';
import { ROOT } from '../project.ts';

interface HowToBundle {
  readonly minify: boolean;
  readonly output: Rolldown.OutputOptions;
  readonly plugins?: readonly Plugin[];
}

/** One module with what it uses, for Node, apart from the program that carries it. */
export async function bundleAlone(
  file: string,
  { minify, output, plugins = [] }: HowToBundle,
): Promise<Rolldown.OutputChunk> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    ssr: { noExternal: true },
    plugins: [...plugins],
    build: {
      write: false,
      ssr: file,
      target: 'node20.18',
      minify,
      rolldownOptions: {
        external: [...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
        output: { ...output, codeSplitting: false },
      },
    },
  });
  const [result] = [built].flat();
  if (!result || !('output' in result)) throw new Error(`${file} was not bundled`);
  return result.output[0];
}
