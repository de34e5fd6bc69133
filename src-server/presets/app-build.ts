import type { Preset, PresetKind, Recogniser } from './preset.ts';

const HEAD_BYTES = 64 * 1024;

/** Where a bundler puts files whose name changes with their content, as index.html names them. */
const BUNDLES: readonly { readonly kind: PresetKind; readonly folder: string; readonly hashed: RegExp }[] = [
  { kind: 'vite', folder: '/assets/', hashed: /["'(](?:\.?\/)?assets\/[^"']+-[\w-]{8}\.(?:js|css)["')]/ },
  {
    kind: 'cra',
    folder: '/static/',
    hashed: /["'](?:\.?\/)?static\/(?:js|css)\/[^"']+\.[0-9a-f]{8,20}\.(?:js|css)["']/,
  },
  { kind: 'svelte', folder: '/_app/immutable/', hashed: /["'](?:\.?\/)?_app\/immutable\/[^"']+\.js["']/ },
];

/** One page whose script draws all others: only an app that has no second page needs the fallback. */
export const appBuild: Recogniser = async (folder): Promise<Preset | undefined> => {
  if (!folder.files.includes('index.html') || folder.files.some(isFurtherPage)) return undefined;
  const page = await folder.head('index.html', HEAD_BYTES);
  const bundle = BUNDLES.find(({ hashed }) => hashed.test(page));
  if (!bundle) return undefined;
  const options = { spa: true, cache: { immutable: `${bundle.folder}**` } };
  return { kind: bundle.kind, found: { folder: bundle.folder }, options };
};

function isFurtherPage(name: string): boolean {
  return /\.html?$/i.test(name) && !/^(?:index|404|200)\.html?$/i.test(name);
}
