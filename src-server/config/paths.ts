import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isPlainObject } from './plain-object.ts';
import type { ServerConfig } from './schema.ts';

/** Options beside `root` that name a file or folder; a list stands for each of its items. */
const OTHERS = ['mounts.root', 'rest.file', 'handlers', 'tls.cert', 'tls.key', 'tls.passphraseFile', 'log.file'];

export interface PathBases {
  /** Folder that a relative `root` starts from. */
  readonly rootFrom: string;
  /** Folder that all other relative paths start from; the root itself if left out. */
  readonly othersFrom?: string;
}

/** Makes every path absolute. Those that are stay as they are. */
export function resolvePaths(config: ServerConfig, { rootFrom, othersFrom }: PathBases): ServerConfig {
  const root = resolve(rootFrom, config.root);
  return resolveOthers({ ...config, root }, othersFrom ?? folderOf(root));
}

/** The same for options as they were written, some of them perhaps wrong: what is no text is left for the check to name. */
export function resolveInput<T>(input: T, from: string): T {
  return resolveOthers(resolveRoot(input, from), from);
}

export function resolveRoot<T>(input: T, from: string): T {
  return resolveAt(input, ['root'], from);
}

function resolveOthers<T>(input: T, from: string): T {
  return OTHERS.reduce((resolved, path) => resolveAt(resolved, path.split('.'), from), input);
}

function resolveAt<T>(value: T, path: readonly string[], from: string): T;
function resolveAt(value: unknown, [key, ...rest]: readonly string[], from: string): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveAt(item, key === undefined ? [] : [key, ...rest], from));
  if (key === undefined) return typeof value === 'string' && value !== '' ? resolve(from, value) : value;
  return isPlainObject(value) && key in value ? { ...value, [key]: resolveAt(value[key], rest, from) } : value;
}

/** A single file is served at "/": what belongs to it lies beside it. */
function folderOf(root: string): string {
  return statSync(root, { throwIfNoEntry: false })?.isFile() ? dirname(root) : root;
}
