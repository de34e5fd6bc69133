import type { FolderLook } from './folder-look.ts';
import type { Preset, PresetKind, Recogniser } from './preset.ts';

/** Without these no page gets shared memory, and so no threads (HTML, "cross-origin isolated"). */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const CODED_NAME = /\.(wasm|js|data|symbols\.json)\.(br|gz)$/;
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  wasm: 'application/wasm',
  js: 'text/javascript',
  data: 'application/octet-stream',
  'symbols.json': 'application/json',
};

/** What Unity and Godot export for browsers. */
export const gameExport: Recogniser = async (folder) => {
  if (!hasPage(folder)) return undefined;
  const build = folder.folders.includes('Build') ? await folder.into('Build') : undefined;
  const loader = build?.files.find((name) => name.endsWith('.loader.js'));
  if (build && loader) return isolated('unity', `Build/${loader}`, build, '/Build/');
  const pack = folder.files.find((name) => name.endsWith('.pck'));
  return pack && moduleOf(folder) ? isolated('godot', pack, folder, '/') : undefined;
};

/** Any other page with a module beside it. */
export const wasmPage: Recogniser = async (folder) => {
  const name = hasPage(folder) && moduleOf(folder);
  return name ? isolated('wasm', name, folder, '/') : undefined;
};

function hasPage({ files }: FolderLook): boolean {
  return files.some((name) => /\.html?$/i.test(name));
}

function moduleOf({ files }: FolderLook): string | undefined {
  return files.find((name) => /\.wasm(?:\.br|\.gz)?$/.test(name));
}

function isolated(kind: PresetKind, name: string, folder: FolderLook, at: string): Preset {
  return { kind, found: { name }, options: { headers: [{ set: ISOLATED }, ...codedRules(folder.files, at)] } };
}

/** Files compressed by the export are asked for by that very name, so nothing but these fields says what they are. */
function codedRules(files: readonly string[], at: string) {
  const endings = new Set(files.flatMap((name) => CODED_NAME.exec(name)?.[0] ?? []));
  return [...endings].map((ending) => {
    const [, type = '', coding] = CODED_NAME.exec(ending) ?? [];
    const set = { 'Content-Encoding': coding === 'br' ? 'br' : 'gzip', 'Content-Type': MEDIA_TYPES[type] ?? '' };
    return { match: `${at}*${ending}`, set };
  });
}
