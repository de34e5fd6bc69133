import { ServerError } from '../errors.ts';
import { problem } from '../problems.ts';
import type { Assignment } from './flags.ts';
import { resolveInput } from './paths.ts';
import { isPlainObject } from './plain-object.ts';

type Input = Readonly<Record<string, unknown>>;

/** Lays the flags over options from a file: values win, lists and records are added to. Relative paths start from `cwd`. */
export function mergeFlags(input: Input, assignments: readonly Assignment[], cwd: string): Input {
  return completeTls(assignments.reduce((merged, assignment) => apply(merged, assignment, cwd), input));
}

function apply(input: Input, { flag, how, value }: Assignment, cwd: string): Input {
  const [key = '', part] = flag.path;
  const before = input[key];
  const isOn = before !== undefined && before !== false;
  if (how === 'alone' && isOn && part === undefined) return input;
  const given = resolved(flag.path, value, cwd);
  const present = part === undefined ? before : isPlainObject(before) ? before[part] : undefined;
  return put(input, flag.path, how === 'add' ? added(present, given) : given);
}

function put(input: Input, [key = '', part]: readonly string[], value: unknown): Input {
  if (part === undefined) return { ...input, [key]: value };
  const before = input[key];
  return { ...input, [key]: { ...(isPlainObject(before) ? before : {}), [part]: value } };
}

/** The value as it is when its paths start from `cwd`. */
function resolved([key = '', part]: readonly string[], value: unknown, cwd: string): unknown {
  const nested = resolveInput({ [key]: part === undefined ? value : { [part]: value } }, cwd)[key];
  return part !== undefined && isPlainObject(nested) ? nested[part] : nested;
}

function added(before: unknown, value: unknown): unknown {
  if (isPlainObject(value)) return { ...(isPlainObject(before) ? before : {}), ...value };
  const items = before === undefined ? [] : Array.isArray(before) ? before : [before];
  return Array.isArray(value) ? [...items, ...value] : value;
}

/** Files make it `files`; a key or a password of no certificate is as wrong here as for Python. */
function completeTls(input: Input): Input {
  const { tls } = input;
  if (!isPlainObject(tls)) return input;
  const own = Object.keys(tls).filter((part) => part !== 'mode');
  if (own.length === 0 || (tls.mode !== undefined && tls.mode !== 'local-ca')) return input;
  if (tls.cert === undefined) {
    const flags = own.map((part) => (part === 'key' ? '--tls-key' : '--tls-password-file')).join(' and ');
    throw new ServerError('OPTION_INVALID', { option: flags, ...problem('said', { detail: 'needs --tls-cert' }) });
  }
  return { ...input, tls: { ...tls, mode: 'files' } };
}
