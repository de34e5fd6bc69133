import { readdir } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';

/** A file that a request for something absent may have meant. */
export interface NearMiss {
  readonly name: string;
  /** What differs: upper and lower case, Unicode normalisation, a missing or other extension. */
  readonly differs: 'case' | 'unicode' | 'extension';
}

/** Folders larger than this are not searched: the answer is a courtesy. */
const MOST_ENTRIES = 20_000;

/** Looks beside an absent file for the one that was probably meant. @returns undefined if nothing is close */
export async function nearMiss(absentPath: string): Promise<NearMiss | undefined> {
  const wanted = basename(absentPath);
  const names = await readdir(dirname(absentPath)).catch(() => []);
  if (names.length > MOST_ENTRIES) return undefined;
  const visible = names.filter((name) => !name.startsWith('.'));
  const find = (differs: NearMiss['differs'], same: (name: string) => boolean): NearMiss | undefined => {
    const name = visible.find(same);
    return name === undefined ? undefined : { name, differs };
  };
  const lower = wanted.toLowerCase();
  const stem = wanted.slice(0, wanted.length - extname(wanted).length);
  return (
    find('unicode', (name) => name.normalize() === wanted.normalize()) ??
    find('case', (name) => name.toLowerCase() === lower) ??
    find(
      'extension',
      (name) => stem !== '' && name !== wanted && name.slice(0, -extname(name).length || undefined) === stem,
    )
  );
}

/** The request target that finds `name` beside the absent path: its last segment replaced, or added for an index page. */
export function nearTarget(target: string, absentPath: string, name: string): string {
  const [, path = '', query = ''] = /^([^?]*)(.*)$/s.exec(target) ?? [];
  const [, folder = '/', last = ''] = /^(.*\/)([^/]+)\/?$/.exec(path) ?? [];
  const isIndex = decoded(last).normalize() !== basename(absentPath).normalize();
  const within = isIndex ? `${path.replace(/\/$/, '')}/` : folder;
  return `${within}${encodeURIComponent(name)}${query}`;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
