import type { ConfigInput } from '../config/schema.ts';
import { apiMock } from './api-mock.ts';
import { appBuild } from './app-build.ts';
import { lookInto } from './folder-look.ts';
import { missingOptions } from './missing-options.ts';
import { photos } from './photos.ts';
import { php } from './php.ts';
import type { Preset, Recogniser } from './preset.ts';
import { staticSite } from './static-site.ts';
import { gameExport, wasmPage } from './web-assembly.ts';

/** The most telling first: a game has an index.html too, and an app may have a module beside it. */
const RECOGNISERS: readonly Recogniser[] = [gameExport, php, apiMock, staticSite, appBuild, wasmPage, photos];

/** What a folder is, with the options that suit it and are not set yet; undefined when there is nothing to suggest. */
export async function detectPreset(root: string, config: ConfigInput = {}): Promise<Preset | undefined> {
  const folder = await lookInto(root);
  for (const recognise of RECOGNISERS) {
    const preset = await recognise(folder);
    if (!preset) continue;
    const options = missingOptions(preset.options, config);
    return Object.keys(options).length > 0 ? { ...preset, options } : undefined;
  }
  return undefined;
}
