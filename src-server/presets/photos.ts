import type { Recogniser } from './preset.ts';

const PICTURE = /\.(?:jpe?g|png|gif|webp|avif|heic|heif|tiff?|svg|dng|mp4|mov)$/i;
const FEWEST = 5;
const SHARE = 0.7;
const HOUR_S = 3600;

/** Pictures seldom change: a phone that goes back and forth between them need not ask for each again. */
export const photos: Recogniser = async ({ files }) => {
  const pictures = files.filter((name) => PICTURE.test(name)).length;
  if (pictures < FEWEST || pictures < files.length * SHARE || files.includes('index.html')) return undefined;
  return { kind: 'photos', found: { pictures, files: files.length }, options: { cache: { maxAgeS: HOUR_S } } };
};
