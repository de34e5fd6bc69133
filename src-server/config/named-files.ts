import { access, constants, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode, ServerError } from '../errors.ts';
import { parseJson } from '../http/parse-json.ts';
import { formatPath } from './problem.ts';
import type { ServerConfig } from './schema.ts';
import { isPlainObject } from './shape.ts';

/** Files that an option names and that cannot be used: missing, unreadable, of the wrong form. Paths are absolute. */
export async function findFileProblems(config: ServerConfig): Promise<readonly ServerError[]> {
  const { mounts, rest, handlers, tls, log } = config;
  const problems = await Promise.all([
    ...mounts.map(({ root }, i) => mountProblem(formatPath(['mounts', i, 'root']), root)),
    ...rest.map(({ file }, i) => restProblem(formatPath(['rest', i, 'file']), file)),
    handlers === false ? undefined : moduleProblem(handlers),
    ...tlsFiles(tls).map(([option, file]) => tlsProblem(option, file)),
    log.file === undefined ? undefined : logProblem(log.file),
  ]);
  return problems.filter((problem) => problem !== undefined);
}

async function restProblem(option: string, file: string): Promise<ServerError | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => invalid(option, `${file} ${why(error)}`));
  if (text instanceof ServerError) return text;
  const parsed = parseJson(text);
  if (!parsed.ok) return invalid(option, `${file} is no JSON: ${parsed.problem}`);
  if (isPlainObject(parsed.value)) return undefined;
  return invalid(option, `${file} is JSON, but no object with collections such as {"posts": []}`);
}

/** A folder, or a single file. */
async function mountProblem(option: string, root: string): Promise<ServerError | undefined> {
  const error = await access(root, constants.R_OK).catch((reason: unknown) => reason);
  return error === undefined ? undefined : invalid(option, `${root} ${why(error)}`);
}

async function moduleProblem(file: string): Promise<ServerError | undefined> {
  const error = await readable(file);
  return error === undefined ? undefined : invalid('handlers', `${file} ${why(error)}`);
}

function tlsFiles(tls: ServerConfig['tls']): readonly (readonly [option: string, file: string])[] {
  if (tls === false || tls.mode !== 'files') return [];
  return Object.entries({ 'tls.cert': tls.cert, 'tls.key': tls.key, 'tls.passphraseFile': tls.passphraseFile }).flatMap(
    ([option, file]) => (file === undefined ? [] : [[option, file] as const]),
  );
}

async function tlsProblem(option: string, file: string): Promise<ServerError | undefined> {
  const error = await readable(file);
  return error === undefined
    ? undefined
    : new ServerError('TLS_UNREADABLE', { option, file, problem: why(error) }, error);
}

async function logProblem(file: string): Promise<ServerError | undefined> {
  const stats = await stat(dirname(file)).catch(() => undefined);
  return stats?.isDirectory() ? undefined : invalid('log.file', `there is no folder ${dirname(file)}`);
}

/** Undefined if it is a file that can be read, else why not. */
async function readable(file: string): Promise<unknown> {
  try {
    await access(file, constants.R_OK);
    return (await stat(file)).isDirectory() ? 'is a folder' : undefined;
  } catch (error) {
    return error;
  }
}

function why(error: unknown): string {
  if (typeof error === 'string') return error;
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read';
  return code === 'EISDIR' ? 'is a folder' : `cannot be read (${code ?? String(error)})`;
}

function invalid(option: string, problem: string): ServerError {
  return new ServerError('OPTION_INVALID', { option, problem });
}
