import { builtin } from '../../builtin.ts';
import { HttpError } from '../../errors.ts';
import { collectionOf, type Data, hasId, type Item, isItem, ownValue, withValue } from './data.ts';
import type { Change } from './json-store.ts';
import { foreignKey } from './relations.ts';

/** @throws HttpError 409 if an item has that id, 400 if the id is neither text nor number */
export function createItem(collection: string, given: Item): Change<Item> {
  return (data) => {
    const items = itemsOf(data, collection);
    const id = ownValue(given, 'id') ?? newId(data, items);
    if ((typeof id !== 'string' && typeof id !== 'number') || id === '') {
      throw new HttpError(400, 'An id is a text or a number.');
    }
    if (items.some((item) => hasId(item, String(id)))) throw new HttpError(409, `The id ${id} is taken.`);
    const item: Item = { id, ...withoutId(given) };
    return { data: withValue(data, collection, [...items, item]), result: item };
  };
}

/** PUT. The id stays, whatever the content says. */
export function replaceItem(collection: string, id: string, given: Item): Change<Item> {
  return changeItem(collection, id, (old) => ({ id: ownValue(old, 'id'), ...withoutId(given) }));
}

/** PATCH. Values that are given replace the old ones; the id stays. */
export function patchItem(collection: string, id: string, given: Item): Change<Item> {
  return changeItem(collection, id, (old) => ({ ...old, ...withoutId(given) }));
}

/** @param dependents collections of which the items that belong to this one go with it */
export function deleteItem(collection: string, id: string, dependents: readonly string[]): Change<Item> {
  const key = foreignKey(collection);
  return (data) => {
    const items = itemsOf(data, collection);
    const index = indexOf(items, id);
    const without = dependents.reduce((rest, name) => {
      const kept = itemsOf(rest, name).filter((item) => String(ownValue(item, key)) !== id);
      return withValue(rest, name, kept);
    }, data);
    const others = itemsOf(without, collection).filter((item) => item !== items[index]);
    return { data: withValue(without, collection, others), result: items[index] as Item };
  };
}

/** For a resource that there is only one of. */
export function writeSingular(name: string, given: Item, mode: 'replace' | 'patch'): Change<Item> {
  return (data) => {
    const old = ownValue(data, name);
    if (!isItem(old)) throw new HttpError(404, `There is no resource "${name}".`);
    const item = mode === 'patch' ? { ...old, ...given } : given;
    return { data: withValue(data, name, item), result: item };
  };
}

function changeItem(collection: string, id: string, make: (old: Item) => Item): Change<Item> {
  return (data) => {
    const items = itemsOf(data, collection);
    const index = indexOf(items, id);
    const item = make(items[index] as Item);
    return { data: withValue(data, collection, items.with(index, item)), result: item };
  };
}

function withoutId(item: Item): Item {
  const { id: _, ...rest } = item;
  return rest;
}

function itemsOf(data: Data, collection: string): readonly Item[] {
  const items = collectionOf(data, collection);
  if (!items) throw new HttpError(404, `There is no collection "${collection}".`);
  return items;
}

function indexOf(items: readonly Item[], id: string): number {
  const index = items.findIndex((item) => hasId(item, id));
  if (index < 0) throw new HttpError(404, `There is no item with the id ${id}.`);
  return index;
}

/** Like the ids that are there: the next number, or for texts that are no numbers a random one. */
function newId(data: Data, items: readonly Item[]): string | number {
  const ids = idsOf(items);
  const model =
    ids.length > 0 ? ids : Object.values(data).flatMap((other) => (Array.isArray(other) ? idsOf(other) : []));
  if (model.every((id) => Number.isSafeInteger(Number(id)) && id !== '')) {
    const next = ids.reduce<number>((highest, id) => Math.max(highest, Number(id)), 0) + 1;
    return model.length > 0 && model.every((id) => typeof id === 'string') ? String(next) : next;
  }
  for (;;) {
    const id = builtin.crypto.randomBytes(4).toString('hex');
    if (!ids.includes(id)) return id;
  }
}

const idsOf = (items: readonly Item[]): (string | number)[] =>
  items.map((item) => ownValue(item, 'id')).filter((id) => typeof id === 'string' || typeof id === 'number');
