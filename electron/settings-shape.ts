import * as z from 'zod/mini';
import { OPTIONS } from '../src-server/config/schema.ts';

/** What is kept between two runs. Options of a server are checked when it starts: one wrong option must not cost the rest. */
const storedServer = z.object({
  id: z.string().check(z.minLength(1)),
  on: z.boolean(),
  config: z.record(z.string(), z.unknown()),
  /** When others may no longer reach it; left out = when it is switched off. */
  visibleUntilMs: z.optional(z.number().check(z.int())),
});

/** What a folder begins with that is added from now on; the options' own defaults are the table's. */
const newServers = z.strictObject({
  visible: z._default(z.boolean(), false),
  firstPort: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(65_535)), 8_000),
  listing: OPTIONS.listing.schema,
  dotfiles: OPTIONS.dotfiles.schema,
  liveReload: OPTIONS.liveReload.schema,
});

export const appSettings = z.strictObject({
  theme: z._default(z.enum(['system', 'light', 'dark']), 'system'),
  language: z._default(z.enum(['system', 'en', 'zh']), 'system'),
  openAtLogin: z._default(z.boolean(), false),
  keepAwake: z._default(z.boolean(), true),
  notifyUploads: z._default(z.boolean(), true),
  newServers: z.prefault(newServers, {}),
});

const coordinate = z.number().check(z.int());
const size = coordinate.check(z.positive());
const windowPlace = z.object({
  x: coordinate,
  y: coordinate,
  width: size,
  height: size,
  maximized: z.boolean(),
});

export const storedState = z.object({
  settings: z.prefault(appSettings, {}),
  servers: z._default(z.array(storedServer), []),
  /** Folders served lately, the newest first. */
  recent: z._default(z.array(z.string()), []),
  window: z.optional(windowPlace),
  /** True once it was said that closing the window does not stop the servers. */
  closeExplained: z._default(z.boolean(), false),
});

export type NewServers = z.output<typeof newServers>;
export type StoredServer = z.output<typeof storedServer>;
export type WindowPlace = z.output<typeof windowPlace>;
export type StoredState = z.output<typeof storedState>;

export type Migration = (older: Record<string, unknown>) => Record<string, unknown>;

/** Entry n leads from version n + 1 to n + 2. Add a fixture of the older version with every entry; never change one. */
export const MIGRATIONS: readonly Migration[] = [withNewServers];

/** 2: settings for new servers, and visibility that ends. What was added before began with the table's defaults. */
function withNewServers({ settings, ...older }: Record<string, unknown>): Record<string, unknown> {
  return { ...older, settings: { ...(settings as object | undefined), newServers: newServers.parse({}) } };
}

/** @throws ZodError or Error when the text is not a settings file that this version understands */
export function readStored(text: string, migrations = MIGRATIONS): StoredState {
  const newest = migrations.length + 1;
  const { version, ...rest } = z
    .looseObject({ version: z.number().check(z.int(), z.minimum(1)) })
    .parse(JSON.parse(text));
  if (version > newest) throw new Error(`version ${version} is newer than this Portico, which knows ${newest}`);
  return storedState.parse(migrations.slice(version - 1).reduce((data, migrate) => migrate(data), rest));
}

export function writeStored(state: StoredState, migrations = MIGRATIONS): string {
  return `${JSON.stringify({ version: migrations.length + 1, ...state }, null, 2)}\n`;
}
