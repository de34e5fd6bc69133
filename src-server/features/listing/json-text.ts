import { visibleText } from '../../pages/visible-text.ts';
import type { Entry } from './entry.ts';

/** `{path, entries:[{name, kind, size, modified}]}`, in the pieces in which it is sent. */
export const jsonHead = (path: string) => `{"path":${JSON.stringify(path)},"entries":[`;
export const JSON_END = ']}\n';

/** @param first whether no entry was written before */
export function jsonEntries(entries: readonly Entry[], first: boolean): string {
  const text = entries.map((entry) => JSON.stringify(jsonEntry(entry))).join(',\n');
  return text !== '' && !first ? `,\n${text}` : text;
}

function jsonEntry({ name, kind, isFolder, size, modifiedMs }: Entry): Record<string, unknown> {
  return {
    name,
    kind,
    ...(isFolder || Number.isNaN(size) ? {} : { size }),
    ...(Number.isNaN(modifiedMs) ? {} : { modified: new Date(modifiedMs).toISOString() }),
  };
}

/** One name per line: a line break within a name would be a second name, so control characters are `\xNN`. */
export function textLines(entries: readonly Entry[]): string {
  return entries.map(({ name }) => `${visibleText(name)}\n`).join('');
}
