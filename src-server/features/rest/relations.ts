import { HttpError } from '../../errors.ts';
import { collectionOf, type Data, type Item, ownValue } from './data.ts';

const IRREGULAR: Readonly<Record<string, string>> = { people: 'person', children: 'child', men: 'man', women: 'woman' };

/** "posts" → "post", "categories" → "category", "boxes" → "box". */
export function singularOf(collection: string): string {
  if (Object.hasOwn(IRREGULAR, collection)) return IRREGULAR[collection] ?? collection;
  if (collection.endsWith('ies')) return `${collection.slice(0, -3)}y`;
  if (/(?:ss|x|zz|ch|sh)es$/.test(collection)) return collection.slice(0, -2);
  return collection.replace(/s$/, '');
}

/** The field by which an item names its parent: "postId" for "posts". */
export const foreignKey = (parentCollection: string): string => `${singularOf(parentCollection)}Id`;

/**
 * Adds what items are related to. A collection's name adds the items that belong to each (`_embed=comments`), the name of
 * one (`_embed=post`, `_expand=post`) the item it belongs to. @throws HttpError 400 if there is no such relation
 */
export function addRelated(data: Data, collection: string, items: readonly Item[], names: readonly string[]): Item[] {
  return names.reduce<Item[]>(
    (result, name) => {
      const children = collectionOf(data, name);
      return children ? addChildren(result, name, children, foreignKey(collection)) : addParent(data, result, name);
    },
    [...items],
  );
}

function addChildren(items: readonly Item[], name: string, children: readonly Item[], key: string): Item[] {
  const byParent = new Map<string, Item[]>();
  for (const child of children) {
    const parent = String(ownValue(child, key));
    byParent.set(parent, [...(byParent.get(parent) ?? []), child]);
  }
  return items.map((item) => ({ ...item, [name]: byParent.get(String(ownValue(item, 'id'))) ?? [] }));
}

function addParent(data: Data, items: readonly Item[], name: string): Item[] {
  const collection = Object.keys(data).find((candidate) => singularOf(candidate) === name);
  const parents = collection === undefined ? undefined : collectionOf(data, collection);
  if (!parents) throw new HttpError(400, `"${name}" is related to nothing here.`);
  const byId = new Map(parents.map((parent) => [String(ownValue(parent, 'id')), parent]));
  return items.map((item) => {
    const parent = byId.get(String(ownValue(item, `${name}Id`)));
    return parent ? { ...item, [name]: parent } : item;
  });
}
