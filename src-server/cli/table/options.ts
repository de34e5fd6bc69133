import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { findContradictions } from '../../config/contradictions.ts';
import { type CommandLine, type Credential, parseFlags } from '../../config/flags.ts';
import { mergeFlags } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse.ts';
import { resolvePaths, resolveRoot } from '../../config/paths.ts';
import { isPlainObject } from '../../config/plain-object.ts';
import type { ServerConfig } from '../../config/schema.ts';
import { errorCode, ServerError } from '../../errors.ts';
import { hashPassword } from '../../features/auth/password-hash.ts';
import { parseJson } from '../../http/parse-json.ts';
import { problem } from '../../problems.ts';
import { UsageError } from '../usage-error.ts';

type Input = Readonly<Record<string, unknown>>;

export interface CliOptions {
  readonly config: ServerConfig;
  /** Nobody said which address to bind. */
  readonly hostByDefault: boolean;
}

/** @throws UsageError */
export function readCommandLine(args: readonly string[], cwd: string): CommandLine {
  const line = inUsageErrors(() => parseFlags(args, cwd));
  const protocol = line.own.get('protocol') ?? 'HTTP/1.1';
  if (/^HTTP\/1\.[01]$/.test(protocol)) return line;
  // As in Python; the -p of most other servers is the port.
  const hint = /^\d+$/.test(protocol) ? `; a port stands alone: portico ${protocol}` : '';
  throw usageError('--protocol', `expects HTTP/1.0 or HTTP/1.1, but was given ${JSON.stringify(protocol)}${hint}`);
}

/**
 * Flags over the file of `--config`, checked and with absolute paths.
 * @throws UsageError
 */
export async function resolveOptions({ assignments, credentials, own }: CommandLine, cwd: string): Promise<CliOptions> {
  const file = own.get('config');
  const fromFile = file === undefined ? {} : await readConfigFile(resolve(cwd, file));
  const merged = inUsageErrors(() => mergeFlags(fromFile, assignments, cwd));
  const parsed = parseConfig(await addUsers(merged, credentials));
  if (!parsed.ok) throw new UsageError(parsed.errors);
  return { config: resolvePaths(parsed.config, { rootFrom: cwd }), hostByDefault: !('host' in merged) };
}

/** @throws UsageError if what is asked for cannot be served */
export async function checkOptions(config: ServerConfig): Promise<void> {
  const errors = await findContradictions(config);
  if (errors.length > 0) throw new UsageError(errors);
}

/** The root is from the file's folder; the other paths start from the root, whichever it will be. */
async function readConfigFile(file: string): Promise<Input> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const missing = errorCode(error) === 'ENOENT';
    throw configError(`${file} ${missing ? 'does not exist' : `cannot be read (${errorCode(error)})`}`);
  });
  const parsed = parseJson(text);
  if (!parsed.ok) throw configError(`${file} is no JSON: ${parsed.problem}`);
  if (!isPlainObject(parsed.value)) throw configError(`${file} holds no object with options`);
  return resolveRoot(parsed.value, dirname(file));
}

function configError(detail: string): UsageError {
  return usageError('--config', detail);
}

function usageError(option: string, detail: string): UsageError {
  return new UsageError([new ServerError('OPTION_INVALID', { option, ...problem('said', { detail }) })]);
}

async function addUsers(input: Input, credentials: readonly Credential[]): Promise<Input> {
  if (credentials.length === 0) return input;
  const added = credentials.map(async ({ name, password, access }) => ({
    name,
    access,
    passwordHash: await hashPassword(password),
  }));
  const auth = isPlainObject(input.auth) ? input.auth : {};
  const users = Array.isArray(auth.users) ? auth.users : [];
  return { ...input, auth: { ...auth, users: [...users, ...(await Promise.all(added))] } };
}

function inUsageErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ServerError ? new UsageError([error]) : error;
  }
}
