import { open, opendir } from 'node:fs/promises';
import { join } from 'node:path';

const MOST_NAMES = 500;

/** What one glance into a folder shows: names and the beginnings of a few files, never the whole tree. */
export interface FolderLook {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** A folder below; empty if it is not there or may not be read. */
  into(name: string): Promise<FolderLook>;
  /** The first bytes of a file as text; empty if it cannot be read. */
  head(name: string, bytes: number): Promise<string>;
}

/** At most the first 500 names, so that a folder of a million files costs no more than a small one. */
export async function lookInto(path: string): Promise<FolderLook> {
  const { files, folders } = await namesIn(path).catch(() => ({ files: [], folders: [] }));
  return {
    files,
    folders,
    into: (name) => lookInto(join(path, name)),
    head: (name, bytes) => headOf(join(path, name), bytes).catch(() => ''),
  };
}

async function namesIn(path: string): Promise<{ readonly files: string[]; readonly folders: string[] }> {
  const files: string[] = [];
  const folders: string[] = [];
  let seen = 0;
  for await (const entry of await opendir(path, { bufferSize: MOST_NAMES })) {
    if (entry.isFile()) files.push(entry.name);
    else if (entry.isDirectory()) folders.push(entry.name);
    if (++seen === MOST_NAMES) break;
  }
  const isShown = (name: string) => !name.startsWith('.');
  return { files: files.filter(isShown).toSorted(), folders: folders.filter(isShown).toSorted() };
}

async function headOf(path: string, bytes: number): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
