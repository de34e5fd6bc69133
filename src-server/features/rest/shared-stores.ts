import { JsonStore, type JsonStoreOptions } from './json-store.ts';

/**
 * Stores in use. When an option changes, the new pipeline is built before the old one is closed: both must work on the same
 * data, or changes that are only in memory would be lost.
 */
const stores = new Map<string, { readonly store: JsonStore; users: number }>();

export interface SharedStore {
  readonly store: JsonStore;
  readonly release: () => Promise<void>;
}

/** All of them or none. @throws ServerError `OPTION_INVALID` */
export function acquireStores(wanted: readonly JsonStoreOptions[]): readonly SharedStore[] {
  const acquired: SharedStore[] = [];
  try {
    for (const options of wanted) acquired.push(acquireStore(options));
    return acquired;
  } catch (error) {
    for (const { release } of acquired) void release();
    throw error;
  }
}

function acquireStore(options: JsonStoreOptions): SharedStore {
  const key = `${options.persist ? 'disk' : 'memory'}:${options.file}`;
  const entry = stores.get(key) ?? { store: new JsonStore(options), users: 0 };
  stores.set(key, entry);
  entry.users++;
  const release = async () => {
    entry.users--;
    if (entry.users === 0) stores.delete(key);
    await entry.store.settled();
  };
  return { store: entry.store, release };
}
