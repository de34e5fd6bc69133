import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ROOT } from '../project.ts';

interface BuilderConfig {
  readonly afterPack: string;
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly linux: { readonly icon: string; readonly mimeTypes: readonly string[] };
  readonly win: { readonly icon: string };
  readonly nsis: { readonly include: string };
  readonly mac: {
    readonly icon: string;
    readonly entitlements: string;
    readonly extendInfo: Readonly<Record<string, unknown>>;
  };
}

interface Validator {
  validateConfiguration(config: unknown, debugLogger: { isEnabled: boolean }): Promise<void>;
}

/** electron-builder's own modules: it checks its configuration by these, but only once a build has started. */
const fromElectronBuilder = createRequire(join(ROOT, 'node_modules', 'app-builder-lib', 'package.json'));
let config: BuilderConfig;

beforeAll(() => {
  const { load } = fromElectronBuilder('js-yaml') as { load(text: string): unknown };
  config = load(readFileSync(join(ROOT, 'build', 'electron-builder.yml'), 'utf8')) as BuilderConfig;
});

function validate(candidate: unknown): Promise<void> {
  const validator = fromElectronBuilder('./out/util/config/config.js') as Validator;
  return validator.validateConfiguration(candidate, { isEnabled: false });
}

test('the packaging configuration fits the schema of electron-builder', async () => {
  await expect(validate(config)).resolves.toBeUndefined();
});

test('the schema is really looked at', async () => {
  await expect(validate({ ...config, linux: { ...config.linux, tarjet: ['deb'] } })).rejects.toThrow(
    'configuration.linux',
  );
});

test('every file the configuration names is there', () => {
  const { afterPack, linux, win, nsis, mac } = config;
  const files = [afterPack, linux.icon, win.icon, nsis.include, mac.icon, mac.entitlements];
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test('a package runs nothing but its own code', () => {
  expect(config.electronFuses).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
  });
});

test('folders can be opened with the app on every platform', () => {
  expect(config.linux.mimeTypes).toContain('inode/directory');
  expect(JSON.stringify(config.mac.extendInfo.CFBundleDocumentTypes)).toContain('public.folder');
  expect(readFileSync(join(ROOT, config.nsis.include), 'utf8')).toContain('serveWithPortico "Directory" "%1"');
});

test('macOS is told why the app wants the local network', () => {
  expect(config.mac.extendInfo.NSLocalNetworkUsageDescription).toContain('network');
});
