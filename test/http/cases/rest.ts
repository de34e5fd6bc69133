import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Subject } from '../support/served.ts';

const json = (method: string, value: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: typeof value === 'string' ? value : JSON.stringify(value),
});

export function restCases(subject: Subject): void {
  const stored = async () =>
    JSON.parse(await readFile(join((await subject()).folder, 'db.json'), 'utf8')) as {
      posts: { id: unknown; title: string }[];
    };

  test.each([
    ['id_lte=3&_sort=-views', [2, 3, 1]],
    ['id_lte=3&_sort=views&_order=desc', [2, 3, 1]],
    ['title=beta', [2]],
    ['id_lte=3&views:gt=10', [2, 3]],
    ['title:contains=AMM', [3]],
    ['q=alph', [1]],
    ['id:in=1,3', [1, 3]],
    ['id_lte=3&_limit=2', [1, 2]],
  ])('?%s finds %j', async (query, ids) => {
    const found = await (await (await subject()).fetch(`/api/posts?${query}`)).json();
    expect((found as { id: number }[]).map(({ id }) => id)).toEqual(ids);
  });

  test('an item is made, read, changed, replaced and removed, each time in the file', async () => {
    const { fetch } = await subject();
    const made = await fetch('/api/posts', json('POST', { title: 'made' }));
    const { id } = (await made.json()) as { id: number };
    expect([made.status, made.headers.get('Location')]).toEqual([201, `/api/posts/${id}`]);
    expect((await stored()).posts).toContainEqual({ id, title: 'made' });
    expect(await (await fetch(`/api/posts/${id}`, json('PATCH', { views: 1 }))).json()).toEqual({
      id,
      title: 'made',
      views: 1,
    });
    expect(await (await fetch(`/api/posts/${id}`, json('PUT', { title: 'replaced' }))).json()).toEqual({
      id,
      title: 'replaced',
    });
    expect((await stored()).posts).toContainEqual({ id, title: 'replaced' });
    expect((await fetch(`/api/posts/${id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await fetch(`/api/posts/${id}`)).status).toBe(404);
    expect((await stored()).posts.filter((post) => post.id === id)).toEqual([]);
  });

  test('pages have an envelope', async () => {
    const page = await (await subject()).fetch('/api/posts?id_lte=3&_page=1&_per_page=2');
    expect(await page.json()).toMatchObject({
      first: 1,
      prev: null,
      next: 2,
      last: 2,
      pages: 2,
      items: 3,
      data: { length: 2 },
    });
  });

  test('a single resource, and what there is not', async () => {
    const { fetch } = await subject();
    expect(await (await fetch('/api/profile', json('PATCH', { age: 1 }))).json()).toEqual({ name: 'typicode', age: 1 });
    const missing = await fetch('/api/nothing', { headers: { Accept: 'text/html' } });
    expect([missing.status, Object.keys((await missing.json()) as object)]).toEqual([404, ['error']]);
  });

  test('what is no JSON is refused with the place; a type that is no JSON too', async () => {
    const { fetch } = await subject();
    const wrong = await fetch('/api/posts', json('POST', '{"a": }'));
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('line 1, column 7')]);
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/json',
    ]) {
      const refused = await fetch('/api/posts', json('POST', { title: 'forged' }, { 'Content-Type': type }));
      expect([type, refused.status]).toEqual([type, 415]);
    }
  });

  test('a program may leave the type out, a page of another origin changes nothing whatever it says', async () => {
    const { fetch } = await subject();
    const body = new TextEncoder().encode('{"title": "no type"}');
    const made = await fetch('/api/posts', { method: 'POST', body });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: number };
    const before = await stored();
    for (const foreign of [
      { Origin: 'http://evil.test' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ]) {
      const headers = foreign as Record<string, string>;
      expect((await fetch('/api/posts', { method: 'POST', headers, body })).status).toBe(403);
      expect((await fetch('/api/posts', json('POST', { title: 'x' }, headers))).status).toBe(403);
      expect((await fetch(`/api/posts/${id}`, { method: 'DELETE', headers })).status).toBe(403);
    }
    expect(await stored()).toEqual(before);
  });

  test('thirty at once all arrive, with a name of their own each', async () => {
    const { fetch } = await subject();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => fetch('/api/posts', json('POST', { title: `at once ${n}` }))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const { posts } = await stored();
    expect(posts.filter(({ title }) => title.startsWith('at once'))).toHaveLength(30);
    expect(new Set(posts.map(({ id }) => id)).size).toBe(posts.length);
  });

  test('too much content is refused', async () => {
    const { fetch } = await subject();
    expect((await fetch('/api/posts', json('POST', { title: 'x'.repeat(100_001) }))).status).toBe(413);
  });
}
