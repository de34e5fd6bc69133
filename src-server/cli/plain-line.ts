import { DEFAULTS } from '../config/defaults.ts';
import type { OwnFlag } from '../config/own-flags.ts';
import { resolvePaths } from '../config/paths.ts';
import type { ServerConfig } from '../config/schema.ts';
import type { CliOptions } from './table/options.ts';

export interface PlainLine extends CliOptions {
  /** Flags of the program itself. */
  readonly own: ReadonlyMap<OwnFlag, string>;
}

type Given = Partial<Pick<ServerConfig, 'root' | 'port' | 'host' | 'portFallback'>>;

const READERS = new Map([
  ['--port', port],
  ['--bind', host],
  ['-b', host],
  ['--host', host],
  ['--directory', root],
  ['-d', root],
  ['--root', root],
]);
const SWITCHES = new Map<string, Given>([
  ['--port-fallback', { portFallback: true }],
  ['--no-port-fallback', { portFallback: false }],
]);
const OWN = new Map<string, OwnFlag>([
  ['--quiet', 'quiet'],
  ['-q', 'quiet'],
  ['--open', 'open'],
  ['--qr', 'qr'],
]);

/**
 * What most people type, a folder, a port, an address, understood without the option table, which would take a fifth of the
 * time that starting takes beyond Node's own. Undefined for every other line and for every mistake: those are the table's to read.
 */
export function readPlainLine(args: readonly string[], cwd: string): PlainLine | undefined {
  const own = new Map<OwnFlag, string>();
  const given: Given = {};
  const rest = [...args];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    const ownFlag = OWN.get(argument);
    if (ownFlag) own.set(ownFlag, '');
    else if (!take(given, readPart(argument, rest))) return undefined;
  }
  const config = resolvePaths({ ...DEFAULTS, ...given }, { rootFrom: cwd });
  return { config, hostByDefault: given.host === undefined, own };
}

/** What is given twice is for the table: a second folder is mounted beside the first. */
function take(given: Given, part: Given | undefined): boolean {
  if (!part || Object.keys(part).some((key) => key in given)) return false;
  Object.assign(given, part);
  return true;
}

function readPart(argument: string, rest: string[]): Given | undefined {
  const read = READERS.get(argument);
  if (read) return read(rest.shift() ?? '');
  if (argument.startsWith('-')) return SWITCHES.get(argument);
  return /^\d+$/.test(argument) ? port(argument) : root(argument);
}

function port(text: string): Given | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? { port: Number(text) } : undefined;
}

function host(text: string): Given | undefined {
  return isText(text) ? { host: text } : undefined;
}

function root(text: string): Given | undefined {
  return isText(text) ? { root: text } : undefined;
}

function isText(text: string): boolean {
  return text !== '' && !text.startsWith('-');
}
