import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { ServerError } from '../errors.ts';
import { problem } from '../problems.ts';
import { allFlags, type Flag, flagNamed, flagNames, placeholder } from './flag-table.ts';
import { readFlagValue } from './flag-value.ts';
import { OWN_BY_NAME, OWN_FLAGS, type OwnFlag } from './own-flags.ts';
import { isPlainObject } from './plain-object.ts';
import { nearest } from './suggest.ts';

/** One option as the command line gives it; relative paths are still as written. */
export interface Assignment {
  readonly flag: Flag;
  /** `alone` turns the option on and leaves it as it is where it already is. */
  readonly how: 'set' | 'add' | 'alone';
  readonly value: unknown;
}

/** A user whose password is not yet hashed. */
export interface Credential {
  readonly name: string;
  readonly password: string;
  readonly access: 'read' | 'write';
}

/** What was typed, understood but not yet checked against the table. */
export interface CommandLine {
  readonly assignments: readonly Assignment[];
  readonly credentials: readonly Credential[];
  /** Flags of the program itself, by name; those without a value have "". */
  readonly own: ReadonlyMap<OwnFlag, string>;
}

/**
 * Understands the arguments after the program's name.
 * @throws ServerError OPTION_INVALID naming the flag
 */
export function parseFlags(args: readonly string[], cwd: string): CommandLine {
  const reader = new ArgumentReader(args, cwd);
  while (reader.next());
  return reader.result();
}

class ArgumentReader {
  readonly #args: string[];
  readonly #cwd: string;
  readonly #assignments: Assignment[] = [];
  readonly #credentials: Credential[] = [];
  readonly #own = new Map<OwnFlag, string>();
  readonly #paths: string[] = [];
  #onlyPositional = false;

  constructor(args: readonly string[], cwd: string) {
    this.#args = [...args];
    this.#cwd = cwd;
  }

  /** False at the end. */
  next(): boolean {
    const argument = this.#args.shift();
    if (argument === undefined) return false;
    if (this.#onlyPositional) this.#positional(argument);
    else if (argument === '--') this.#onlyPositional = true;
    else if (argument.startsWith('--')) this.#long(argument);
    else if (/^-[^\d]/.test(argument)) this.#short(argument);
    else this.#positional(argument);
    return true;
  }

  /** The first path is the root unless a flag names one; every further one is mounted under its own name. */
  result(): CommandLine {
    const hasRoot = this.#assignments.some(({ flag }) => flag.name === 'root');
    const [root, ...further] = this.#paths;
    if (root !== undefined && !hasRoot) this.#assign('root', root);
    for (const path of hasRoot ? this.#paths : further) {
      this.#assign('mount', [{ at: `/${basename(resolve(this.#cwd, path))}`, root: path }], 'add');
    }
    return { assignments: this.#assignments, credentials: this.#credentials, own: this.#own };
  }

  /** A whole number is a port, also a negative one: it is refused by name and not as an unknown flag. */
  #positional(argument: string): void {
    if (/^-?\d+$/.test(argument)) this.#assign('port', Number(argument));
    else this.#paths.push(argument);
  }

  #short(argument: string): void {
    const letter = argument.slice(1, 2);
    const attached = argument.slice(2);
    if (!OWN_BY_NAME.has(letter) && !flagNamed(letter)) throw unknown(argument);
    if (attached !== '') this.#flag(`-${letter}`, letter, attached.replace(/^=/, ''));
    else this.#flag(argument, letter, undefined);
  }

  #long(argument: string): void {
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument.slice(2) : argument.slice(2, equals);
    this.#flag(`--${name}`, name, equals < 0 ? undefined : argument.slice(equals + 1));
  }

  #flag(shown: string, name: string, attached: string | undefined): void {
    const own = OWN_BY_NAME.get(name);
    const isNegated = name.startsWith('no-'); // no flag's own name begins so
    const flag = isNegated ? undefined : flagNamed(name);
    if (own) this.#ownFlag(shown, own, attached);
    else if (flag) this.#optionFlag(shown, flag, attached);
    else this.#negated(shown, isNegated ? name.slice('no-'.length) : undefined, attached);
  }

  #negated(shown: string, name: string | undefined, attached: string | undefined): void {
    const negated = name === undefined ? undefined : flagNamed(name);
    if (!negated?.canBeOff) throw unknown(shown);
    if (attached !== undefined) throw invalid(shown, 'takes no value');
    this.#assignments.push({ flag: negated, how: 'set', value: false });
  }

  #ownFlag(shown: string, own: OwnFlag, attached: string | undefined): void {
    const { takes } = { takes: undefined, ...OWN_FLAGS[own] };
    if (takes !== undefined) this.#own.set(own, attached ?? this.#value(shown, takes));
    else if (attached === undefined) this.#own.set(own, '');
    else throw invalid(shown, 'takes no value');
  }

  #optionFlag(shown: string, flag: Flag, attached: string | undefined): void {
    if (attached === undefined && this.#standsAlone(flag)) {
      this.#assignments.push({ flag, how: 'alone', value: flag.alone });
      return;
    }
    const text = attached ?? this.#value(shown, wanted(flag));
    if (flag.name === 'auth' && !text.startsWith('{')) this.#credentials.push(readCredential(shown, text));
    else this.#optionValue(flag, readFlagValue(flag, shown, text));
  }

  /** One user as JSON, with the hash of a password, joins the others; any other object is the whole option. */
  #optionValue(flag: Flag, value: unknown): void {
    if (flag.name === 'auth' && isPlainObject(value) && 'name' in value) this.#assign('auth-user', [value], 'add');
    else this.#assignments.push({ flag, how: flag.adds ? 'add' : 'set', value });
  }

  #standsAlone(flag: Flag): boolean {
    const next = this.#args[0];
    return flag.takes === 'nothing' || (flag.takes === 'maybe' && (next === undefined || !isValueOf(flag, next)));
  }

  #value(shown: string, form: string): string {
    const value = this.#args.shift();
    if (value !== undefined && (!value.startsWith('-') || /^-\d/.test(value))) return value;
    const hint = value === undefined ? '' : `; a value that starts with "-" is written as ${shown}=${value}`;
    throw invalid(shown, `needs a value, ${form}${hint}`);
  }

  #assign(name: string, value: unknown, how: Assignment['how'] = 'set'): void {
    const flag = flagNamed(name);
    if (flag) this.#assignments.push({ flag, how, value });
  }
}

/** Whether the argument behind a flag that may stand alone belongs to it, and is not the folder to serve. */
function isValueOf({ name }: Flag, next: string): boolean {
  if (name === 'handlers') return /\.[cm]?[jt]s$/.test(next);
  return (name === 'spa' || name === 'inspect') && next.startsWith('/') && !existsSync(next);
}

function wanted(flag: Flag): string {
  const parts = allFlags().filter(({ path }) => path.length > flag.path.length && path[0] === flag.path[0]);
  const form = placeholder(flag);
  return form === 'JSON' ? `JSON, or its parts: ${parts.map(({ name }) => `--${name}`).join(', ')}` : form;
}

/** `NAME:PASSWORD[:read|:write]` */
function readCredential(shown: string, text: string): Credential {
  const [, name, password, access] = /^([^:]+):(.+?)(?::(read|write))?$/s.exec(text) ?? [];
  if (!name || !password) throw invalid(shown, 'expects NAME:PASSWORD, NAME:PASSWORD:read or NAME:PASSWORD:write');
  return { name, password, access: access === 'read' ? 'read' : 'write' };
}

function unknown(shown: string): ServerError {
  const word = shown.replace(/^-+/, '');
  const negated = allFlags()
    .filter(({ canBeOff }) => canBeOff)
    .map(({ name }) => `no-${name}`);
  const candidates = [...flagNames(), ...OWN_BY_NAME.keys(), ...(word.startsWith('no-') ? negated : [])];
  const meant =
    word.length > 1
      ? nearest(
          word,
          candidates.filter((name) => name.length > 1),
        )
      : undefined;
  return invalid(shown, `there is no such flag; ${meant ? `did you mean --${meant}?` : 'portico --help lists them'}`);
}

function invalid(option: string, detail: string): ServerError {
  return new ServerError('OPTION_INVALID', { option, ...problem('said', { detail }) });
}
