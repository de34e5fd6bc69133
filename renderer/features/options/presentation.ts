import { OPTIONS, type OptionGroup, type OptionKey } from '../../../src-server/config/schema.ts';

/** What the table cannot say: which options are switches in people's eyes, and what switching on means. */
interface Switched {
  readonly off: unknown;
  readonly on: unknown;
  /** Means nothing until its form is filled in: switching on opens the card. */
  readonly needsForm?: boolean;
}

const ON_OFF: Switched = { off: false, on: true };
const LIST: Switched = { off: [], on: undefined, needsForm: true };

export const SWITCHES: { readonly [K in OptionKey]?: Switched } = {
  listing: ON_OFF,
  spa: ON_OFF,
  cleanUrls: ON_OFF,
  redirects: LIST,
  mounts: LIST,
  compression: ON_OFF,
  cors: ON_OFF,
  headers: LIST,
  upload: ON_OFF,
  rest: LIST,
  routes: LIST,
  handlers: { off: false, on: 'handlers.mjs' },
  inspect: { off: false, on: '/inspect' },
  proxy: LIST,
  cgi: ON_OFF,
  liveReload: ON_OFF,
  throttle: { off: false, on: { latencyMs: 300 } },
  dotfiles: { off: 'hide', on: 'serve' },
  auth: { off: false, on: undefined, needsForm: true },
  portFallback: ON_OFF,
  tls: { off: false, on: { mode: 'local-ca' } },
};

/** Groups in the order of the page; options of the group `server` have their own place in the window. */
export const GROUPS = [
  'pages',
  'delivery',
  'receiving',
  'developing',
  'access',
  'network',
] as const satisfies readonly OptionGroup[];
export type Group = (typeof GROUPS)[number];

/** In a group, what most people look for comes first. */
const ORDER: readonly OptionKey[] = [
  'listing',
  'spa',
  'cleanUrls',
  'compression',
  'cors',
  'liveReload',
  'proxy',
  'auth',
  'tls',
];

export function optionsOf(group: OptionGroup): readonly OptionKey[] {
  const keys = (Object.keys(OPTIONS) as OptionKey[]).filter((key) => OPTIONS[key].group === group);
  const rank = (key: OptionKey) => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  return keys.toSorted((a, b) => rank(a) - rank(b));
}

export function isSwitchedOn(key: OptionKey, value: unknown): boolean {
  const switched = SWITCHES[key];
  if (!switched) return false;
  return Array.isArray(switched.off) ? Array.isArray(value) && value.length > 0 : value !== switched.off;
}
