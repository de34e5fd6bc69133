import { rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite';
import { bundleBudget } from './build/bundle/bundle-budget.ts';
import { carriedFeatures } from './build/bundle/carried-features.ts';
import { carriedModules } from './build/bundle/carried-modules.ts';
import { carriedTexts } from './build/bundle/carried-text.ts';
import { mediaTypeTable } from './build/bundle/media-type-table.ts';
import { narrowText } from './build/bundle/narrow-text.ts';
import { threadPrograms } from './build/bundle/thread-programs.ts';

/** What the page reads before it can show anything: what it was last brought down to, and 3 %. */
const MOST_INITIAL_BYTES = 437_000;

/** All of that in one file: apart, its 48 files were read by as many requests, which left 5 MB and ten threads in main. */
const START = { name: 'start', tags: ['$initial' as const] };

const builtins = ['electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/**
 * A bundle for Node or Electron's main side: one file per entry, every dependency inside. CommonJS starts some milliseconds
 * sooner than ES modules, and a copy of the command line runs wherever it lies.
 */
function nodeBundle(input: Record<string, string>, outDir: string, extension = 'js'): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: ['electron'], builtins, conditions: ['node'] },
    build: {
      outDir: `../${outDir}`,
      target: 'node20.18',
      minify: false,
      sourcemap: true,
      emptyOutDir: false,
      copyPublicDir: false,
      emitAssets: true,
      rolldownOptions: {
        input,
        external: builtins,
        output: {
          format: 'cjs',
          comments: { jsdoc: false }, // V8 keeps the text in every thread
          entryFileNames: `[name].${extension}`,
          chunkFileNames: 'chunk-[hash].js',
          ...(Object.keys(input).length === 1 ? { codeSplitting: false } : {}),
        },
      },
    },
  };
}

/** Says so beside what is built, whichever program it is: the package itself is one of ES modules. */
function commonJsMark(): Plugin {
  return {
    name: 'common-js-mark',
    applyToEnvironment: ({ config }) => config.consumer === 'server',
    writeBundle: () => writeFileSync('dist/package.json', '{ "type": "commonjs" }\n'),
  };
}

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [
    react(),
    threadPrograms(),
    carriedModules(),
    carriedFeatures(),
    carriedTexts(),
    mediaTypeTable(),
    narrowText(),
    bundleBudget(MOST_INITIAL_BYTES),
    commonJsMark(),
  ],
  environments: {
    client: {
      build: {
        outDir: '../dist/renderer',
        emptyOutDir: true,
        target: 'chrome130',
        assetsInlineLimit: 0,
        rolldownOptions: { output: { codeSplitting: { groups: [START] } } },
      },
    },
    main: nodeBundle({ main: 'electron/main.ts' }, 'dist/electron'),
    engine: nodeBundle({ worker: 'electron/engine/worker.ts' }, 'dist/electron'),
    preload: nodeBundle({ preload: 'electron/preload.ts' }, 'dist/electron', 'cjs'),
    cli: nodeBundle({ cli: 'src-server/cli.ts' }, 'dist'),
  },
  builder: {
    async buildApp(builder) {
      rmSync('dist', { recursive: true, force: true });
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== 'ssr') await builder.build(environment);
      }
    },
  },
});
