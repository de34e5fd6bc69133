import type { Sorting } from './entry.ts';
import type { Found } from './folder-batches.ts';

/*
 * Runs in the thread of folder-batches.ts, from its source text as well: a function here names only others of this file.
 */

/**
 * A string that sorts a name the way people count: `img2` before `img10`, no difference of case or accent. Made once for each
 * name and compared with `<`, which is some forty times faster for 50,000 names than `Intl.Collator` with `numeric`.
 * A run of digits becomes "0", a character for its length, and the digits: longer numbers sort after shorter ones.
 */
export function naturalKey(name: string): string {
  const plain = /^[\x00-\x7f]*$/.test(name) ? name : name.normalize('NFKD').replace(/\p{M}+/gu, '');
  return plain.toLowerCase().replace(/\d+/g, countedDigits);
}

function countedDigits(digits: string): string {
  const significant = digits.replace(/^0+(?=\d)/, '');
  return `0${String.fromCharCode(0x30 + Math.min(significant.length, 0xff00))}${significant}`;
}

/** Not `names.map(naturalKey)`: V8 throws the optimized code of a `map` away whenever the array has more than 16,000 elements. */
function naturalKeys(names: readonly string[]): string[] {
  const keys: string[] = [];
  for (const name of names) keys.push(naturalKey(name));
  return keys;
}

function foldersAndFiles({ names, flags }: Found): { folders: number[]; files: number[] } {
  const folders: number[] = [];
  const files: number[] = [];
  for (let index = 0; index < names.length; index += 1) {
    const isFolder = ((flags[index] as number) & 1) !== 0;
    (isFolder ? folders : files).push(index);
  }
  return { folders, files };
}

/** Indices of the entries, folders first. */
export type InOrder = (found: Found, sorting: Sorting) => number[];

/**
 * To be made once: V8 forgets the optimized code of functions that nothing holds. Made anew for each folder they would be
 * compiled for each folder, by threads that have no low priority and stand in everybody's way.
 */
function folderOrder(): InOrder {
  let names: readonly string[] = [];
  let keys: readonly string[] = [];
  let values: Readonly<Float64Array> = new Float64Array();
  let direction = 1;
  const compare = (a: string, b: string) => (a < b ? -1 : a === b ? 0 : 1);
  const byName = (a: number, b: number) =>
    compare(keys[a] as string, keys[b] as string) || compare(names[a] as string, names[b] as string);
  const byNameInDirection = (a: number, b: number) => direction * byName(a, b);
  const byValue = (a: number, b: number) => direction * ((values[a] || 0) - (values[b] || 0)) || byName(a, b);
  return (found, { sort, order }) => {
    names = found.names;
    keys = naturalKeys(names);
    values = sort === 'size' ? found.sizes : found.times;
    direction = order === 'desc' ? -1 : 1;
    const { folders, files } = foldersAndFiles(found);
    const inOrder = sort === 'name' ? byNameInDirection : byValue;
    const sorted = folders.sort(inOrder).concat(files.sort(inOrder));
    names = keys = []; // nothing of it stays in memory
    values = new Float64Array();
    return sorted;
  };
}

/** Functions that the thread needs, and the expression that makes its `InOrder` of them. */
export const FOLDER_ORDER = {
  functions: [naturalKey, naturalKeys, countedDigits, foldersAndFiles, folderOrder],
  make: `${folderOrder.name}()`,
};
