import { HttpError } from '../../errors.ts';
import { encodePathSegment } from '../../http/escape.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { createItem, deleteItem, patchItem, replaceItem, writeSingular } from './changes.ts';
import { collectionOf, type Data, hasId, type Item, isItem, ownValue } from './data.ts';
import type { JsonStore } from './json-store.ts';
import { paginate } from './paginate.ts';
import { dependentsOf, parseQuery } from './query.ts';
import { readItem } from './read-item.ts';
import { addRelated, foreignKey } from './relations.ts';
import { selectItems } from './select.ts';

export interface Answer {
  readonly status: number;
  readonly fields?: Readonly<Record<string, string>>;
  /** Sent as JSON; undefined = no content. */
  readonly value?: unknown;
}

export interface ResourceRequest {
  readonly exchange: Exchange;
  readonly store: JsonStore;
  /** Segments of the path that the API is at. */
  readonly base: readonly string[];
  /** Segments below it: `posts`, `posts/1` or `posts/1/comments`. */
  readonly below: readonly string[];
  readonly maxBodyBytes: number;
}

/** @throws HttpError 404, 405, and whatever reading and changing throw */
export async function answerResource(request: ResourceRequest): Promise<Answer> {
  const [name, id, child, ...deeper] = request.below;
  const data = await request.store.read();
  if (name === undefined) return answerIndex(request, data);
  const resource = ownValue(data, name);
  if (!name.startsWith('$') && deeper.length === 0) {
    if (Array.isArray(resource)) {
      if (id === undefined) return answerCollection(request, data, name);
      return child === undefined
        ? answerItem(request, data, name, id)
        : answerChildren(request, data, [name, id, child]);
    }
    if (isItem(resource) && id === undefined) return answerSingular(request, name, resource);
  }
  throw new HttpError(404, `There is no resource "${request.below.join('/')}".`);
}

/** What there is, with links. */
function answerIndex({ exchange, base }: ResourceRequest, data: Data): Answer | Promise<Answer> {
  const names = Object.keys(data).filter((name) => !name.startsWith('$'));
  const value = Object.fromEntries(names.map((name) => [name, pathOf(base, name)]));
  return choose(exchange, { get: () => ({ status: 200, value }) });
}

function answerCollection(request: ResourceRequest, data: Data, name: string): Answer | Promise<Answer> {
  return choose(request.exchange, {
    get: () => list(request, data, name, collectionOf(data, name) ?? []),
    post: () => create(request, name, {}),
  });
}

function answerItem(request: ResourceRequest, data: Data, name: string, id: string): Answer | Promise<Answer> {
  const { store, maxBodyBytes, exchange } = request;
  const read = () => readItem(exchange, maxBodyBytes);
  const ok = (value: Item): Answer => ({ status: 200, value });
  return choose(exchange, {
    get: () => {
      const { embed, expand } = parseQuery(exchange.target.query);
      return { status: 200, value: addRelated(data, name, [itemOf(data, name, id)], [...embed, ...expand])[0] };
    },
    put: async () => ok(await store.write(replaceItem(name, id, await read()))),
    patch: async () => ok(await store.write(patchItem(name, id, await read()))),
    delete: async () => ok(await store.write(deleteItem(name, id, dependentsOf(exchange.target.query)))),
  });
}

/** "posts/1/comments": the comments whose `postId` is 1. */
function answerChildren(request: ResourceRequest, data: Data, path: readonly [string, string, string]) {
  const [name, id, child] = path;
  const parent = itemOf(data, name, id);
  const children = collectionOf(data, child);
  if (!children) throw new HttpError(404, `There is no collection "${child}".`);
  const key = foreignKey(name);
  return choose(request.exchange, {
    get: () =>
      list(
        request,
        data,
        child,
        children.filter((item) => String(ownValue(item, key)) === id),
      ),
    post: () => create(request, child, { [key]: ownValue(parent, 'id') }),
  });
}

function answerSingular({ exchange, store, maxBodyBytes }: ResourceRequest, name: string, value: Item) {
  const write = async (mode: 'replace' | 'patch'): Promise<Answer> => {
    const given = await readItem(exchange, maxBodyBytes);
    return { status: 200, value: await store.write(writeSingular(name, given, mode)) };
  };
  return choose(exchange, {
    get: () => ({ status: 200, value }),
    put: () => write('replace'),
    patch: () => write('patch'),
  });
}

function list({ exchange }: ResourceRequest, data: Data, name: string, items: readonly Item[]): Answer {
  const { query, rawPath } = exchange.target;
  const parsed = parseQuery(query);
  const page = paginate(selectItems(items, parsed), parsed.window, rawPath, query);
  const related = addRelated(data, name, page.items, [...parsed.embed, ...parsed.expand]);
  return { status: 200, fields: page.fields, value: page.content(related) };
}

async function create(
  { exchange, store, base, maxBodyBytes }: ResourceRequest,
  name: string,
  more: Item,
): Promise<Answer> {
  const item = await store.write(createItem(name, { ...(await readItem(exchange, maxBodyBytes)), ...more }));
  return { status: 201, fields: { Location: pathOf(base, name, String(item.id)) }, value: item };
}

function itemOf(data: Data, name: string, id: string): Item {
  const item = collectionOf(data, name)?.find((candidate) => hasId(candidate, id));
  if (!item) throw new HttpError(404, `There is no item with the id ${id} in "${name}".`);
  return item;
}

const pathOf = (...parts: (string | readonly string[])[]): string =>
  `/${parts.flat().map(encodePathSegment).join('/')}`;

type MethodTable = Readonly<
  Partial<Record<'get' | 'post' | 'put' | 'patch' | 'delete', () => Answer | Promise<Answer>>>
>;

/** HEAD is answered like GET; OPTIONS tells the methods. @throws HttpError 405 */
function choose(exchange: Exchange, methods: MethodTable): Answer | Promise<Answer> {
  const changing = Object.keys(methods).filter((method) => method !== 'get');
  const Allow = ['GET', 'HEAD', ...changing.map((method) => method.toUpperCase()), 'OPTIONS'].join(', ');
  if (exchange.method === 'OPTIONS') return { status: 204, fields: { Allow } };
  const method = exchange.method === 'HEAD' ? 'get' : exchange.method.toLowerCase();
  const answer = Object.hasOwn(methods, method) ? methods[method as keyof MethodTable] : undefined;
  if (!answer) throw new HttpError(405, `${exchange.method} is not possible here; ${Allow} are.`, { Allow });
  return answer();
}
