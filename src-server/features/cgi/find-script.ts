import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FileSpace } from '../../files/file-space.ts';
import { insideTest } from '../../files/path-tests.ts';
import type { RequestTarget } from '../../http/request-target.ts';
import type { CgiConfig } from './cgi.ts';

export interface Script {
  readonly kind: 'script';
  readonly file: string;
  readonly documentRoot: string;
  /** The program that runs it; undefined = it is a program itself. */
  readonly interpreter: string | undefined;
  /** Segments of the script's path, and those that follow it. */
  readonly segments: readonly string[];
  readonly below: readonly string[];
}
/** A file where scripts are, that cannot be run: neither is it sent. */
export interface Unrunnable {
  readonly kind: 'unrunnable';
  readonly file: string;
  readonly problem: string;
}

/** Node refuses to run them safely, and quoting their arguments is not possible (CVE-2024-24576, CVE-2024-27980). */
const BATCH = /\.(bat|cmd)$/i;

/** The script that a target names: RFC 3875 §3.3, the first file on the way is it. */
export async function findScript(
  files: FileSpace,
  target: RequestTarget,
  config: CgiConfig,
  index: readonly string[],
): Promise<Script | Unrunnable | undefined> {
  const { segments } = target;
  const first = config.at.map(segmentsOf).find((at) => startsWith(segments, at) && segments.length > at.length);
  for (let count = (first?.length ?? 0) + 1; count <= segments.length; count++) {
    if (!first && !interpreterOf(segments[count - 1] ?? '', config)) continue;
    const located = await files.locate(segments.slice(0, count));
    if (located.kind === 'directory') continue;
    if (located.kind !== 'file') return undefined;
    return asScript(files, located.path, segments, count, config);
  }
  return findIndexScript(files, target, config, index);
}

/** A folder whose index file is a script, such as index.php. */
async function findIndexScript(
  files: FileSpace,
  { segments, trailingSlash, path }: RequestTarget,
  config: CgiConfig,
  index: readonly string[],
): Promise<Script | Unrunnable | undefined> {
  const isFolder = trailingSlash || path === '/';
  if (!isFolder || !index.some((name) => interpreterOf(name, config))) return undefined;
  for (const name of index) {
    const located = await files.locate([...segments, name]);
    if (located.kind !== 'file') continue;
    const isScript = interpreterOf(name, config) !== undefined;
    return isScript ? asScript(files, located.path, [...segments, name], segments.length + 1, config) : undefined;
  }
  return undefined;
}

async function asScript(
  files: FileSpace,
  file: string,
  segments: readonly string[],
  count: number,
  config: CgiConfig,
): Promise<Script | Unrunnable> {
  const interpreter = interpreterOf(file, config);
  if (interpreter === undefined) {
    const problem = await runProblem(file);
    if (problem !== undefined) return { kind: 'unrunnable', file, problem };
  }
  return {
    kind: 'script',
    file,
    interpreter,
    documentRoot: files.owner(segments).root,
    segments: segments.slice(0, count),
    below: segments.slice(count),
  };
}

async function runProblem(file: string): Promise<string | undefined> {
  if (BATCH.test(file)) return 'batch files are not run: their arguments cannot be passed safely';
  if (process.platform === 'win32') {
    return /\.(exe|com)$/i.test(file) ? undefined : `no program is set for "${extname(file)}" in cgi.interpreters`;
  }
  const isExecutable = await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
  return isExecutable ? undefined : `it is not executable (chmod +x), and no program is set for "${extname(file)}"`;
}

/** Extensions compare without case: some disks do too, and "A.PHP" must not show its source. */
function interpreterOf(name: string, { interpreters }: CgiConfig): string | undefined {
  const extension = extname(name).toLowerCase();
  return Object.entries(interpreters).find(([key]) => key.toLowerCase() === extension)?.[1];
}

/** Whether a file holds a script's source, which must never be sent. @param path absolute; ask for the real path too */
export function sourceTest(config: CgiConfig, files: FileSpace): (path: string) => boolean {
  const folders = config.at.map((at) => {
    const { root, below } = files.owner(segmentsOf(at));
    return join(root, ...below);
  });
  const isInside = insideTest(folders);
  return (path) => interpreterOf(path, config) !== undefined || isInside(path);
}

function segmentsOf(at: string): string[] {
  return at.split('/').filter((part) => part !== '');
}

function startsWith(segments: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((part, i) => segments[i] === part);
}
