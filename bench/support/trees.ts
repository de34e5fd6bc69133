import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const KIB = 1024;
const MIB = KIB * KIB;
const PER_FOLDER = 1_000;

/** Files of the sizes that the rows ask for. */
export function makeSizes(folder: string): void {
  for (const [name, size] of [
    ['1k.txt', KIB],
    ['10k.txt', 10 * KIB],
    ['100k.bin', 100 * KIB],
    ['1m.bin', MIB],
  ] as const) {
    writeFileSync(join(folder, name), Buffer.alloc(size, 'portico '));
  }
}

/** A file with real blocks on the disk: a sparse one would be read from nowhere. */
export function makeLarge(path: string, bytes: number): void {
  if (existsSync(path)) return;
  const descriptor = openSync(path, 'w');
  const block = Buffer.alloc(4 * MIB, 'portico ');
  for (let written = 0; written < bytes; written += block.length) writeSync(descriptor, block);
  ftruncateSync(descriptor, bytes);
  closeSync(descriptor);
}

/** Many small files of different sizes, in folders as a site has them. @returns their paths from the root */
export function makeMix(folder: string, count: number): string[] {
  return makeTree(folder, count, (i) => Buffer.alloc(200 + ((i * 797) % 8_000), 'mixed '));
}

export function makeTree(folder: string, count: number, content: (i: number) => Buffer): string[] {
  return Array.from({ length: count }, (_, i) => {
    const below = `d${Math.floor(i / PER_FOLDER)}`;
    if (i % PER_FOLDER === 0) mkdirSync(join(folder, below), { recursive: true });
    writeFileSync(join(folder, below, `file-${i}.txt`), content(i));
    return `/${below}/file-${i}.txt`;
  });
}

/** One folder with many entries. */
export function makeEntries(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i++) writeFileSync(join(folder, `entry-${i}.txt`), 'x');
}
