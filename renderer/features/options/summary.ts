import type { OptionKey } from '../../../src-server/config/schema.ts';

type Entry = Readonly<Record<string, unknown>>;

const ENTRIES: { readonly [K in OptionKey]?: (entry: Entry) => string } = {
  proxy: ({ at, target }) => `${at} → ${target}`,
  redirects: ({ from, to }) => `${from} → ${to}`,
  mounts: ({ at, root }) => `${at} → ${root}`,
  rest: ({ at, file }) => `${at} → ${file}`,
  routes: ({ method = 'GET', path }) => `${method} ${path}`,
  headers: ({ set }) => Object.keys((set as Entry | undefined) ?? {}).join(', '),
};

/** The setting of a feature in a few characters, or undefined where the sentence says it better. */
export function summary(key: OptionKey, value: unknown): string | undefined {
  if (typeof value === 'string') return key === 'dotfiles' ? undefined : value;
  const entry = ENTRIES[key];
  if (Array.isArray(value) && entry) return value.map((one) => entry(one as Entry)).join(', ');
  if (typeof value !== 'object' || value === null) return undefined;
  const { at, mode, users } = value as Entry;
  if (typeof at === 'string') return at;
  if (typeof mode === 'string') return mode;
  return Array.isArray(users) ? users.map((user) => (user as Entry).name).join(', ') : undefined;
}
