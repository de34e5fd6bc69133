import { access, constants, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode, ServerError } from '../errors.ts';
import { parseJson } from '../http/parse-json.ts';
import { type ProblemParams, problem } from '../problems.ts';
import { isPlainObject } from './plain-object.ts';
import { formatPath } from './problem.ts';
import type { ServerConfig } from './schema.ts';

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
  const text = await readFile(file, 'utf8').catch((error: unknown) => fileProblem(option, file, error));
  if (text instanceof ServerError) return text;
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const { found, line, column } = parsed;
    return invalid(option, problem('noJson', { file, found, line, column }));
  }
  if (isPlainObject(parsed.value)) return undefined;
  return invalid(option, problem('noCollections', { file }));
}

/** A folder, or a single file. */
async function mountProblem(option: string, root: string): Promise<ServerError | undefined> {
  const error = await access(root, constants.R_OK).catch((reason: unknown) => reason);
  return error === undefined ? undefined : fileProblem(option, root, error);
}

async function moduleProblem(file: string): Promise<ServerError | undefined> {
  const error = await readable(file);
  return error === undefined ? undefined : fileProblem('handlers', file, error);
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
    : new ServerError('TLS_UNREADABLE', { option, file, ...unreadable(error) }, error);
}

async function logProblem(file: string): Promise<ServerError | undefined> {
  const [folder, present] = await Promise.all([dirname(file), file].map((path) => stat(path).catch(() => undefined)));
  if (present?.isDirectory()) return fileProblem('log.file', file, IS_FOLDER);
  return folder?.isDirectory() ? undefined : invalid('log.file', problem('noFolder', { folder: dirname(file) }));
}

/** Undefined if it is a file that can be read, else why not. */
async function readable(file: string): Promise<unknown> {
  try {
    await access(file, constants.R_OK);
    return (await stat(file)).isDirectory() ? IS_FOLDER : undefined;
  } catch (error) {
    return error;
  }
}

/** A folder where a file is wanted, in the words of the system. */
const IS_FOLDER = Object.assign(new Error('it is a folder'), { code: 'EISDIR' });

type Kind = 'missing' | 'denied' | 'folder';
const KINDS: Readonly<Record<string, Kind>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  EISDIR: 'folder',
};
const FILE_IS = { missing: 'fileMissing', denied: 'fileDenied', folder: 'fileIsFolder' } as const;
const IT_IS = { missing: 'itIsMissing', denied: 'itIsDenied', folder: 'itIsFolder' } as const;

function fileProblem(option: string, file: string, error: unknown): ServerError {
  const kind = KINDS[errorCode(error) ?? ''];
  if (kind) return invalid(option, problem(FILE_IS[kind], { file }));
  return invalid(option, problem('fileUnreadable', { file, detail: errorCode(error) ?? String(error) }));
}

/** For errors that name the file themselves. */
function unreadable(error: unknown): ProblemParams {
  const kind = KINDS[errorCode(error) ?? ''];
  return kind ? problem(IT_IS[kind]) : problem('said', { detail: String(error) });
}

function invalid(option: string, why: ProblemParams): ServerError {
  return new ServerError('OPTION_INVALID', { option, ...why });
}
