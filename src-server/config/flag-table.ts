import * as z from 'zod/mini';
import { COMPACT_FORMS } from './compact.ts';
import { OPTIONS, type OptionGroup, type OptionSpec } from './schema.ts';
import { members, parts } from './shape.ts';

/** One flag, derived from the option table. */
export interface Flag {
  /** Without the dashes: `cache-max-age-s`. */
  readonly name: string;
  /** Other spellings that are accepted: the key of a list option in the plural, Python's names. */
  readonly aliases: readonly string[];
  /** Keys from the top of the table: `["cache", "maxAgeS"]`. */
  readonly path: readonly string[];
  readonly schemas: readonly z.ZodMiniType[];
  readonly group: OptionGroup;
  /** `maybe`: it may stand alone, and means `alone` then. */
  readonly takes: 'nothing' | 'value' | 'maybe';
  readonly alone?: unknown;
  /** `--no-name` turns it off. */
  readonly canBeOff: boolean;
  /** May be given several times; each adds to it. */
  readonly adds: 'items' | 'entries' | undefined;
}

/** Options that are off or have a value, and the value that a bare flag means. */
const ALONE: Readonly<Record<string, unknown>> = {
  inspect: '/inspect',
  handlers: 'handlers.mjs',
  tls: { mode: 'local-ca' },
};
/** What `python -m http.server` calls it. */
const PYTHON_NAMES: Readonly<Record<string, readonly string[]>> = {
  host: ['bind', 'b'],
  root: ['directory', 'd'],
  'tls-passphrase-file': ['tls-password-file'],
};
/** Forms that the table cannot know. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  auth: 'NAME:PASSWORD[:read|:write]',
  mediaTypes: '.foo=text/x-foo',
  'cgi.interpreters': '.php=PROGRAM',
  root: 'PATH',
};

let all: readonly Flag[] | undefined;

/** Every flag that stands for an option, in the order of the table. */
export function allFlags(): readonly Flag[] {
  all ??= Object.entries<OptionSpec>(OPTIONS).flatMap(([key, spec]) => [
    optionFlag(key, spec),
    ...[...parts(spec.schema)].map(([part, schemas]) => partFlag(key, part, schemas, spec.group)),
  ]);
  return all;
}

export function flagNamed(name: string): Flag | undefined {
  return ofWholeOption(name) ?? allFlags().find((flag) => flag.name === name || flag.aliases.includes(name));
}

/** Most command lines need no other flags, and to look into every option takes time. */
function ofWholeOption(name: string): Flag | undefined {
  const found = Object.entries<OptionSpec>(OPTIONS).find(([key, { flag }]) => name === (flag ?? kebab(key)));
  return found && optionFlag(...found);
}

export function flagNames(): readonly string[] {
  return allFlags().flatMap(({ name, aliases }) => [name, ...aliases]);
}

function optionFlag(key: string, spec: OptionSpec): Flag {
  return makeFlag([key], spec.flag ?? kebab(key), [spec.schema], spec.group);
}

function partFlag(key: string, part: string, schemas: readonly z.ZodMiniType[], group: OptionGroup): Flag {
  const isList = schemas.some((schema) => isRepeatable(schema));
  const name = isList ? kebab(part).replace(/s$/, '') : kebab(part);
  return makeFlag([key, part], `${kebab(key)}-${name}`, schemas, group);
}

function makeFlag(path: readonly string[], name: string, schemas: readonly z.ZodMiniType[], group: OptionGroup): Flag {
  const kinds = schemas.flatMap(members);
  const isSwitch = kinds.some((kind) => kind instanceof z.ZodMiniBoolean);
  const canBeOff = isSwitch || kinds.some((kind) => kind instanceof z.ZodMiniLiteral && kind.def.values[0] === false);
  const alone = isSwitch ? true : path.length === 1 ? ALONE[name] : undefined;
  const isBare = isSwitch && kinds.length === 1;
  const plain = path.map(kebab).join('-');
  return {
    name,
    aliases: [...(plain === name ? [] : [plain]), ...(PYTHON_NAMES[name] ?? [])],
    path,
    schemas,
    group,
    takes: isBare ? 'nothing' : alone === undefined ? 'value' : 'maybe',
    ...(alone === undefined ? {} : { alone }),
    canBeOff,
    adds: kinds.some((kind) => kind instanceof z.ZodMiniArray) ? 'items' : isRecord(kinds) ? 'entries' : undefined,
  };
}

function isRepeatable(schema: z.ZodMiniType): boolean {
  return members(schema).some((kind) => kind instanceof z.ZodMiniArray || kind instanceof z.ZodMiniRecord);
}

function isRecord(kinds: readonly z.ZodMiniType[]): boolean {
  return kinds.some((kind) => kind instanceof z.ZodMiniRecord);
}

/** What to put behind a flag, for `--help` and for messages. */
export function placeholder({ path, schemas }: Flag): string {
  return placeholderOf(path, schemas.flatMap(members));
}

function placeholderOf(path: readonly string[], kinds: readonly z.ZodMiniType[]): string {
  const known = PLACEHOLDERS[path.join('.')] ?? (path.length === 1 ? COMPACT_FORMS[path[0] ?? '']?.example : undefined);
  if (known) return known;
  const words = kinds.flatMap((kind) => {
    if (kind instanceof z.ZodMiniEnum) return kind.options.map(String);
    if (kind instanceof z.ZodMiniLiteral) return kind.def.values.filter((value) => value !== false).map(String);
    if (kind instanceof z.ZodMiniNumber) return ['N'];
    if (kind instanceof z.ZodMiniArray)
      return [placeholderOf([...path, '0'], members(kind.def.element as z.ZodMiniType))];
    if (isPath(kind)) return ['/PATH'];
    return kind instanceof z.ZodMiniString ? [/file|cert|key|handlers/i.test(path.join()) ? 'FILE' : 'TEXT'] : [];
  });
  return [...new Set(words)].join('|') || 'JSON';
}

function isPath(kind: z.ZodMiniType): boolean {
  return (
    kind instanceof z.ZodMiniString && kind.safeParse('').error?.issues[0]?.message === 'a path that starts with "/"'
  );
}

function kebab(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
