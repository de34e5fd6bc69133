import { JsonStore, type JsonStoreOptions } from './json-store.ts';

/**
 * Stores in use. When an option changes, the new pipeline is built before the old one is closed: both must work on the same
 * data, or changes that are only in memory would be lost.
 */
const stores = new Map<string, { readonly store: JsonStore; users: number }>();

/** @throws ServerError `OPTION_INVALID` */
export function acquireStore(options: JsonStoreOptions): { store: JsonStore; release: () => Promise<void> } {
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
