import { allFlags, type Flag, placeholder } from '../../config/flag-table.ts';
import { OWN_FLAGS } from '../../config/own-flags.ts';
import { OPTIONS, type OptionGroup, type OptionKey } from '../../config/schema.ts';

const TITLES: Readonly<Record<OptionGroup, string>> = {
  server: 'Server',
  pages: 'Pages',
  delivery: 'How answers are sent',
  receiving: 'Receiving files',
  developing: 'For developing',
  access: 'Who may see what',
  network: 'Network',
};
const EXAMPLES: readonly (readonly [command: string, meaning: string])[] = [
  ['portico', 'the working directory at http://127.0.0.1:8000/'],
  ['portico site 8080 --spa --live-reload', 'an app under development'],
  ['portico --bind 0.0.0.0 --upload --qr', 'receive files from a phone'],
  ['portico dist --proxy /api=http://127.0.0.1:3000', 'a built page with its API'],
  ['portico --rest /api=db.json --cors', 'a mock API that remembers'],
];
/** Where the explanations start. */
const COLUMN = 30;

/** The whole help, made from the option table. @param width columns of the terminal */
export function helpText(width: number): string {
  const groups = Object.keys(TITLES) as OptionGroup[];
  return [
    'usage: portico [PORT | PATH]... [flags]',
    '',
    ...wrap(
      'Serves a folder, or a single file, over HTTP. The first PATH is the root; further ones are mounted under their names. All arguments of python -m http.server work here too.',
      width,
    ),
    ...section('Examples', EXAMPLES.flatMap(([command, meaning]) => ['', `  ${command}`, `      ${meaning}`]).slice(1)),
    ...groups.flatMap((group) => section(TITLES[group], groupLines(group, width))),
    ...section('This program', ownLines(width)),
    '',
    ...wrap(
      'A flag may be given as --flag value or --flag=value; -- ends the flags. Flags with a form such as /api=FILE.json may be repeated and also take a JSON object. Exit codes: 0 stopped, 2 wrong arguments, 3 cannot listen, 1 anything else.',
      width,
    ),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return ['', `${title}:`, ...lines];
}

function groupLines(group: OptionGroup, width: number): readonly string[] {
  return allFlags()
    .filter((flag) => flag.group === group && flag.path.length === 1)
    .flatMap((flag) => {
      const key = flag.path[0] as OptionKey;
      const parts = allFlags()
        .filter(({ path }) => path.length === 2 && path[0] === key)
        .map(spelling);
      const main = isOnlyParts(flag) ? [] : row(spelling(flag), `${OPTIONS[key].help}${defaultOf(key)}`, width);
      return [...main, ...(parts.length > 0 ? partLines(parts, OPTIONS[key].help, main.length > 0, width) : [])];
    });
}

/** An option that is nothing but its parts, as the limits are. */
function isOnlyParts(flag: Flag): boolean {
  return flag.takes === 'value' && placeholder(flag) === 'JSON';
}

function partLines(parts: readonly string[], help: string, hasMain: boolean, width: number): readonly string[] {
  const lines = wrapItems(parts, width - 6).map((line) => `      ${line}`);
  return hasMain ? lines : [`  ${help}:`, ...lines];
}

function spelling(flag: Flag): string {
  const { name, aliases, takes, canBeOff } = flag;
  const form = placeholder(flag);
  const python = aliases.filter((alias) => /^(b|d|bind|directory)$/.test(alias)).sort((a, b) => a.length - b.length);
  const names = [...python, canBeOff && takes === 'nothing' ? `[no-]${name}` : name];
  const shown = names.map((one) => (one.length === 1 ? `-${one}` : `--${one}`)).join(', ');
  if (takes === 'value') return `${shown} ${form}`;
  return takes === 'maybe' && /^\/|FILE/.test(form) ? `${shown}[=${form}]` : shown;
}

function defaultOf(key: OptionKey): string {
  const value: unknown = OPTIONS[key].schema.safeParse(undefined).data;
  if (value === true) return ' (on)';
  const isTold = (typeof value === 'string' && value !== '') || typeof value === 'number';
  return isTold ? ` (${value})` : Array.isArray(value) && value.length > 0 ? ` (${value.join(', ')})` : '';
}

function ownLines(width: number): readonly string[] {
  return Object.entries(OWN_FLAGS).flatMap(([name, flag]) => {
    const short = 'short' in flag ? `-${flag.short}, ` : '';
    return row(`${short}--${name}${'takes' in flag ? ` ${flag.takes}` : ''}`, flag.help, width);
  });
}

function row(left: string, right: string, width: number): readonly string[] {
  const [first = '', ...more] = wrap(right, width - COLUMN);
  const start = `  ${left}`;
  const indent = ' '.repeat(COLUMN);
  const head = start.length + 2 > COLUMN ? [start, indent + first] : [start.padEnd(COLUMN) + first];
  return [...head, ...more.map((line) => indent + line)];
}

function wrap(text: string, width: number): readonly string[] {
  return wrapItems(text.split(' '), width, ' ');
}

function wrapItems(items: readonly string[], width: number, gap = '  '): readonly string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + gap.length + item.length <= width)
      lines[lines.length - 1] = last + gap + item;
    else lines.push(item);
  }
  return lines;
}
