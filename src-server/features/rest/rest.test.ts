import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ConfigInput } from '../../config/schema.ts';
import { type FeatureServer, serveFeatures } from '../serve-features.ts';
import { rest } from './rest.ts';

const DATA = {
  posts: [
    { id: 1, title: 'Alpha', views: 10, author: { name: 'Ann' }, tags: ['a', 'b'] },
    { id: 2, title: 'beta', views: 30, author: { name: 'Bob' }, tags: [] },
    { id: 3, title: 'Gamma', views: 20, author: { name: 'Ann' } },
  ],
  comments: [
    { id: 'c1', text: 'first', postId: 1 },
    { id: 'c2', text: 'second', postId: 1 },
    { id: 'c3', text: 'third', postId: 2 },
  ],
  profile: { name: 'typicode' },
};

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function serve(
  data: unknown = DATA,
  input: ConfigInput = {},
  option = {},
): Promise<FeatureServer & { file: string }> {
  const root = await mkdtemp(join(tmpdir(), 'portico-rest-'));
  folders.push(root);
  const file = join(root, 'db.json');
  await writeFile(file, typeof data === 'string' ? data : JSON.stringify(data));
  const config = { root, rest: [{ at: '/api', file: 'db.json', ...option }], ...input };
  const server = await serveFeatures(config, (parsed, context) => [rest(parsed.rest, context)]);
  return Object.assign(server, { file });
}

const send = (method: string, value: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: typeof value === 'string' ? value : JSON.stringify(value),
});
const onDisk = async ({ file }: { file: string }) =>
  JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
const titles = async (server: FeatureServer, query: string) => {
  const items = (await (await server.fetch(`/api/posts?${query}`)).json()) as { title: string }[];
  return items.map(({ title }) => title);
};

test.each([
  ['title=beta', ['beta']],
  ['id=1&id=3', ['Alpha', 'Gamma']],
  ['id=1&title=beta', []],
  ['author.name=Ann', ['Alpha', 'Gamma']],
  ['tags=b', ['Alpha']],
  ['tags[0]=a', ['Alpha']],
  ['views:gt=10', ['beta', 'Gamma']],
  ['views:gte=20&views:lt=30', ['Gamma']],
  ['views_gte=20&views_lte=20', ['Gamma']],
  ['views:lte=10', ['Alpha']],
  ['title:ne=beta', ['Alpha', 'Gamma']],
  ['id_ne=1&id_ne=2', ['Gamma']],
  ['views:eq=30', ['beta']],
  ['id:in=2,3', ['beta', 'Gamma']],
  ['title:contains=AMM', ['Gamma']],
  ['title_like=amm', ['Gamma']],
  ['title_eq=beta', ['beta']],
  ['title_contains=AMM', ['Gamma']],
  ['title_startsWith=al&author.name_endsWith=nn', ['Alpha']],
  ['tags:contains=A', ['Alpha']],
  ['title:startsWith=al', ['Alpha']],
  ['author.name:endsWith=OB', ['beta']],
  ['q=bob', ['beta']],
  ['q=ann&views:gt=15', ['Gamma']],
  ['_sort=-views', ['beta', 'Gamma', 'Alpha']],
  ['_sort=views&_order=desc', ['beta', 'Gamma', 'Alpha']],
  ['_sort=author.name,-views', ['Gamma', 'Alpha', 'beta']],
  ['_sort=author.name,views&_order=desc,asc', ['beta', 'Alpha', 'Gamma']],
  ['_limit=2', ['Alpha', 'beta']],
  ['_start=1&_limit=1', ['beta']],
  ['_start=1&_end=3', ['beta', 'Gamma']],
  ['_page=2&_limit=2', ['Gamma']],
  ['_=1700000000', ['Alpha', 'beta', 'Gamma']],
  ['constructor=x', []],
  ['__proto__.x=1', []],
])('?%s finds %j', async (query, expected) => {
  expect(await titles(await serve(), query)).toEqual(expected);
});

test('pages come in an envelope, slices bare with the total and links', async () => {
  const server = await serve();
  expect(await (await server.fetch('/api/posts?_page=2&_per_page=2')).json()).toEqual({
    first: 1,
    prev: 1,
    next: null,
    last: 2,
    pages: 2,
    items: 3,
    data: [DATA.posts[2]],
  });
  expect(await (await server.fetch('/api/posts?_per_page=2')).json()).toMatchObject({ prev: null, next: 2, pages: 2 });
  expect(await (await server.fetch('/api/posts?_page=9')).json()).toMatchObject({
    pages: 1,
    prev: null,
    data: DATA.posts,
  });
  const slice = await server.fetch('/api/posts?_page=1&_limit=1&_sort=views');
  expect(slice.headers.get('X-Total-Count')).toBe('3');
  expect(slice.headers.get('Link')).toContain('</api/posts?_page=2&_limit=1&_sort=views>; rel="next"');
});

test.each(['_page=0', '_per_page=x', '_limit=-1', '_order=up', 'views:about=3', '_embed=nothing'])(
  '?%s is 400 and says why',
  async (query) => {
    const response = await (await serve()).fetch(`/api/posts?${query}`);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error.length).toBeGreaterThan(10);
  },
);

test('relations: children embedded, parents expanded, nested paths', async () => {
  const server = await serve();
  const json = async (path: string) => (await server.fetch(path)).json();
  expect(await json('/api/posts/1?_embed=comments')).toMatchObject({ comments: [{ id: 'c1' }, { id: 'c2' }] });
  expect(await json('/api/posts?_embed=comments&id=3')).toMatchObject([{ comments: [] }]);
  expect(await json('/api/comments/c3?_expand=post')).toMatchObject({ post: { title: 'beta' } });
  expect(await json('/api/comments?_embed=post&_limit=1')).toMatchObject([{ post: { title: 'Alpha' } }]);
  expect(await json('/api/posts/1/comments?_sort=-id')).toMatchObject([{ id: 'c2' }, { id: 'c1' }]);
  const created = await server.fetch('/api/posts/2/comments', send('POST', { text: 'new' }));
  expect(await created.json()).toMatchObject({ postId: 2, text: 'new' });
  expect((await server.fetch('/api/posts/9/comments')).status).toBe(404);
});

test('POST answers 201 with Location; ids are like the ones that are there', async () => {
  const server = await serve();
  const number = await server.fetch('/api/posts', send('POST', { title: 'new' }));
  expect([number.status, number.headers.get('Location')]).toEqual([201, '/api/posts/4']);
  expect(await number.json()).toEqual({ id: 4, title: 'new' });
  const text = (await (await server.fetch('/api/comments', send('POST', { text: 'x' }))).json()) as { id: string };
  expect(text.id).toMatch(/^[0-9a-f]{8}$/);
  expect((await server.fetch('/api/posts', send('POST', { id: '4' }))).status).toBe(409);
  expect((await server.fetch('/api/posts', send('POST', { id: {} }))).status).toBe(400);
  const own = await server.fetch('/api/comments', send('POST', { id: 'a/b' }));
  expect(own.headers.get('Location')).toBe('/api/comments/a%2Fb');
  expect((await server.fetch('/api/comments/a%2Fb')).status).toBe(200);
  expect(await onDisk(server)).toMatchObject({ posts: { length: 4 }, comments: { length: 5 } });
});

test('numbers as text stay text, and an empty collection takes after the others', async () => {
  const server = await serve({ a: [{ id: '7' }], b: [] });
  expect(await (await server.fetch('/api/a', send('POST', {}))).json()).toEqual({ id: '8' });
  expect(await (await server.fetch('/api/b', send('POST', {}))).json()).toEqual({ id: '1' });
});

test('PUT replaces, PATCH merges, DELETE removes; the id stays', async () => {
  const server = await serve();
  const put = await server.fetch('/api/posts/2', send('PUT', { id: 99, title: 'put' }));
  expect([put.status, await put.json()]).toEqual([200, { id: 2, title: 'put' }]);
  const patched = await server.fetch('/api/posts/1', send('PATCH', { id: 99, views: 11 }));
  expect(await patched.json()).toEqual({ ...DATA.posts[0], views: 11 });
  expect((await server.fetch('/api/posts/3', { method: 'DELETE' })).status).toBe(200);
  expect((await server.fetch('/api/posts/3')).status).toBe(404);
  expect(await onDisk(server)).toEqual({
    ...DATA,
    posts: [
      { ...DATA.posts[0], views: 11 },
      { id: 2, title: 'put' },
    ],
  });
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    expect((await server.fetch('/api/posts/9', send(method, {}))).status).toBe(404);
  }
});

test('DELETE takes along what belongs to the item, where _dependent names it', async () => {
  const server = await serve();
  const remove = (path: string) => server.fetch(path, { method: 'DELETE' });
  expect((await remove('/api/posts/1?_dependent=nothing')).status).toBe(404);
  expect((await remove('/api/posts/1?_dependent=comments')).status).toBe(200);
  expect((await remove('/api/posts/2')).status).toBe(200);
  expect(await onDisk(server)).toMatchObject({ posts: [{ id: 3 }], comments: [{ id: 'c3', postId: 2 }] });
});

test('a singular resource is read, replaced and merged', async () => {
  const server = await serve();
  expect(await (await server.fetch('/api/profile')).json()).toEqual({ name: 'typicode' });
  expect(await (await server.fetch('/api/profile', send('PATCH', { age: 1 }))).json()).toEqual({
    name: 'typicode',
    age: 1,
  });
  expect(await (await server.fetch('/api/profile', send('PUT', { age: 2 }))).json()).toEqual({ age: 2 });
  const refused = await server.fetch('/api/profile', { method: 'DELETE' });
  expect([refused.status, refused.headers.get('Allow')]).toEqual([405, 'GET, HEAD, PUT, PATCH, OPTIONS']);
});

test('HEAD, OPTIONS, 404 and 405 speak for themselves', async () => {
  const server = await serve();
  const head = await server.fetch('/api/posts', { method: 'HEAD' });
  expect([head.status, head.headers.get('X-Total-Count'), await head.text()]).toEqual([200, '3', '']);
  const options = await server.fetch('/api/posts', { method: 'OPTIONS' });
  expect([options.status, options.headers.get('Allow')]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
  expect((await server.fetch('/api/posts', send('PUT', {}))).status).toBe(405);
  expect(await (await server.fetch('/api')).json()).toMatchObject({ posts: '/api/posts', profile: '/api/profile' });
  const paths = [
    '/api/nothing',
    '/api/posts/9',
    '/api/__proto__',
    '/api/constructor/1',
    '/api/posts/1/profile',
    '/api/posts/1/comments/1',
  ];
  for (const path of paths) {
    const missing = await server.fetch(path);
    expect([path, missing.status]).toEqual([path, 404]);
    expect(await missing.json()).toHaveProperty('error');
  }
  expect((await server.fetch('/apis')).headers.get('Content-Type')).toBe('text/plain');
});

test.each([
  ['broken JSON', '{"title": "x",}', {}, 400, /line 1, column 15/],
  ['an array', '[1]', {}, 400, /must be a JSON object/],
  ['another type', '{}', { 'Content-Type': 'text/plain' }, 415, /application\/json/],
  ['a content coding', '{}', { 'Content-Encoding': 'gzip' }, 415, /without a content coding/],
  ['too deep', `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, {}, 400, /nested/],
  ['too much', JSON.stringify({ a: 'x'.repeat(1_100_000) }), {}, 413, /bytes/],
])('%s is refused and changes nothing', async (_name, body, headers, status, error) => {
  const server = await serve();
  const refused = await server.fetch('/api/posts', send('POST', body, headers));
  expect(refused.status).toBe(status);
  expect(((await refused.json()) as { error: string }).error).toMatch(error);
  expect(await onDisk(server)).toEqual(DATA);
});

test('names of an object’s prototype are values like any other', async () => {
  const server = await serve();
  const body = '{"id": 7, "__proto__": {"admin": true}, "constructor": 1}';
  expect((await server.fetch('/api/posts', send('POST', body))).status).toBe(201);
  expect(await (await server.fetch('/api/posts/7')).text()).toContain('"__proto__"');
  expect((await server.fetch('/api/posts/7', send('PATCH', body))).status).toBe(200);
  expect(await readFile(server.file, 'utf8')).toContain('"__proto__"');
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
});

test('a page of another origin may write only where cors lets it read', async () => {
  const foreign = { Origin: 'https://evil.invalid', 'Sec-Fetch-Site': 'cross-site' };
  const status = async (cors: NonNullable<ConfigInput['cors']>, headers: Record<string, string>) =>
    (await (await serve(DATA, { cors })).fetch('/api/posts', send('POST', {}, headers))).status;
  expect(await status(false, foreign)).toBe(403);
  expect(await status({ origins: ['https://good.example'] }, foreign)).toBe(403);
  expect(await status({ origins: ['https://evil.invalid'] }, foreign)).toBe(201);
  expect(await status(true, foreign)).toBe(201);
  expect(await status(false, { 'Sec-Fetch-Site': 'same-origin' })).toBe(201);
});

test('fifty writes at once are all kept, and no temporary file is left', async () => {
  const server = await serve({ items: [] });
  await Promise.all(Array.from({ length: 50 }, (_, n) => server.fetch('/api/items', send('POST', { n }))));
  const { items } = (await onDisk(server)) as { items: { id: number; n: number }[] };
  expect(new Set(items.map(({ n }) => n)).size).toBe(50);
  expect(new Set(items.map(({ id }) => id)).size).toBe(50);
  expect(await readdir(join(server.file, '..'))).toEqual(['db.json']);
});

test('a file that cannot be read is 503 each time, not the data from before; so is a change', async () => {
  const server = await serve();
  await rm(server.file);
  await mkdir(server.file);
  for (let i = 0; i < 2; i++) expect((await server.fetch('/api/posts')).status).toBe(503);
  expect((await server.fetch('/api/posts', send('POST', { title: 'lost' }))).status).toBe(503);
  expect(server.reports.join()).toContain('EISDIR');
  await rm(server.file, { recursive: true });
  await writeFile(server.file, '{"posts":[{"id":9,"title":"by hand"}]}');
  expect(await titles(server, '')).toEqual(['by hand']);
});

test('an edit by hand is picked up; a broken one keeps the data, is reported, and is never overwritten', async () => {
  const server = await serve();
  await writeFile(server.file, '{\n    "posts": [{"id": 5}]\n}');
  expect(await (await server.fetch('/api/posts')).json()).toEqual([{ id: 5 }]);
  await server.fetch('/api/posts', send('POST', {}));
  expect(await readFile(server.file, 'utf8')).toMatch(/^\{\n {4}"posts"/);
  await writeFile(server.file, '{"posts": [');
  expect(await (await server.fetch('/api/posts')).json()).toEqual([{ id: 5 }, { id: 6 }]);
  expect((await server.fetch('/api/posts', send('POST', {}))).status).toBe(503);
  expect(await readFile(server.file, 'utf8')).toBe('{"posts": [');
  expect(server.reports).toHaveLength(1);
  await writeFile(server.file, '{"posts": []}');
  expect((await server.fetch('/api/posts', send('POST', {}))).status).toBe(201);
});

test('what a killed server left beside the file is removed, once it is old', async () => {
  const root = await mkdtemp(join(tmpdir(), 'portico-rest-'));
  folders.push(root);
  for (const name of ['db.json', '.db.json.portico-old', '.db.json.portico-young'])
    await writeFile(join(root, name), '{}');
  const anHourAgo = Date.now() / 1000 - 3600;
  await utimes(join(root, '.db.json.portico-old'), anHourAgo, anHourAgo);
  const config = { root, rest: [{ at: '/api', file: 'db.json' }] };
  await serveFeatures(config, (parsed, context) => [rest(parsed.rest, context)]);
  await expect.poll(() => readdir(root)).toEqual(['.db.json.portico-young', 'db.json']);
});

test('a file that was deleted is written again with the next change', async () => {
  const server = await serve();
  await rm(server.file);
  expect((await server.fetch('/api/posts/1')).status).toBe(200);
  expect((await server.fetch('/api/posts/1', { method: 'DELETE' })).status).toBe(200);
  expect(await onDisk(server)).toMatchObject({ posts: { length: 2 } });
});

test('without persist, changes stay in memory and survive a change of options', async () => {
  const server = await serve(DATA, {}, { persist: false });
  await server.fetch('/api/posts', send('POST', { title: 'kept' }));
  const config = { root: join(server.file, '..'), rest: [{ at: '/api', file: 'db.json', persist: false }] };
  const next = await serveFeatures(config, (parsed, context) => [rest(parsed.rest, context)]);
  expect(await titles(next, 'title=kept')).toEqual(['kept']);
  expect(await onDisk(server)).toEqual(DATA);
});

test('a change that the disk refuses is undone', async () => {
  const server = await serve();
  await rm(join(server.file, '..'), { recursive: true });
  const refused = await server.fetch('/api/posts', send('POST', { title: 'lost' }));
  expect(refused.status).toBe(503);
  expect(await titles(server, 'title=lost')).toEqual([]);
});

test('answers can be delayed', async () => {
  const server = await serve(DATA, {}, { delayMs: 60 });
  const start = performance.now();
  await server.fetch('/api/posts');
  expect(performance.now() - start).toBeGreaterThan(59);
});

test.each([
  ['{"a": 1', /no JSON: unexpected end at line 1, column 8/],
  ['[]', /must be an object/],
  ['{"a": 1}', /"a" must be an array or an object/],
  ['{"a": [{}, 1]}', /"a" must hold objects only, but number 2 is none/],
])('%s as data file is refused at start', async (text, problem) => {
  await expect(serve(text)).rejects.toThrow(problem);
});
