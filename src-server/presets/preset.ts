import type { ConfigInput } from '../config/schema.ts';
import type { FolderLook } from './folder-look.ts';

export type PresetKind = 'vite' | 'cra' | 'svelte' | 'site' | 'unity' | 'godot' | 'wasm' | 'photos' | 'api' | 'php';

/** What a folder seems to be, what gave it away, and the options that suit it. */
export interface Preset {
  readonly kind: PresetKind;
  /** For the words that say why. */
  readonly found: Readonly<Record<string, string | number>>;
  readonly options: ConfigInput;
}

/** Undefined: it is something else. */
export type Recogniser = (folder: FolderLook) => Promise<Preset | undefined>;
