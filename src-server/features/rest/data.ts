/** A resource; keys come from clients and files, so they are only ever looked up with `ownValue`. */
export type Item = Readonly<Record<string, unknown>>;
/** The JSON file: each array is a collection, each object a singular resource. Never changed in place. */
export type Data = Readonly<Record<string, readonly Item[] | Item>>;

/** A value of the object itself, never of its prototype ("constructor", "__proto__"). */
export function ownValue(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;
}

export const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function collectionOf(data: Data, name: string): readonly Item[] | undefined {
  const value = ownValue(data, name);
  return Array.isArray(value) ? value : undefined;
}

/** Ids are compared as text: the data may have numbers where a path only has text. */
export const hasId = (item: Item, id: string): boolean => {
  const own = ownValue(item, 'id');
  return (typeof own === 'string' || typeof own === 'number') && String(own) === id;
};

/** A copy with one value replaced in its place, or added at the end; safe for any key. */
export function withValue(data: Data, name: string, value: readonly Item[] | Item): Data {
  const entries = Object.entries(data).map(([key, old]) => [key, key === name ? value : old] as const);
  return Object.fromEntries(Object.hasOwn(data, name) ? entries : [...entries, [name, value]]);
}
