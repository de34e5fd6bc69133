import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Subject } from '../support/served.ts';
import { BYTES } from '../support/site.ts';

const put = (body: string | Buffer, headers: Record<string, string> = {}): RequestInit => ({
  method: 'PUT',
  body: typeof body === 'string' ? body : new Uint8Array(body),
  headers,
});

function form(...files: readonly (readonly [name: string, content: string])[]): RequestInit {
  const body = new FormData();
  body.set('comment', 'not a file');
  for (const [name, content] of files) body.append('files', new Blob([content]), name);
  return { method: 'POST', body };
}

export function uploadCases(subject: Subject): void {
  const onDisk = async (name: string) => readFile(join((await subject()).folder, 'public/inbox', name));

  test('a file that is put is there byte by byte, and is served', async () => {
    const { fetch } = await subject();
    const sent = await fetch('/inbox/gr%C3%B6%C3%9Fe.bin', put(BYTES));
    expect([sent.status, sent.headers.get('Location')]).toEqual([201, '/inbox/gr%C3%B6%C3%9Fe.bin']);
    expect((await onDisk('größe.bin')).equals(BYTES)).toBe(true);
    expect(Buffer.from(await (await fetch('/inbox/gr%C3%B6%C3%9Fe.bin')).arrayBuffer()).equals(BYTES)).toBe(true);
  });

  test('a form brings several files; a browser goes back to the listing', async () => {
    const { fetch } = await subject();
    const sent = await fetch('/inbox/', form(['one.txt', '1'], ['two.txt', '22']));
    expect(sent.status).toBe(201);
    expect(((await sent.json()) as { files: { name: string }[] }).files.map(({ name }) => name)).toEqual([
      'one.txt',
      'two.txt',
    ]);
    const back = await fetch('/inbox/', { ...form(['three.txt', '3']), headers: { Accept: 'text/html' } });
    expect([back.status, back.headers.get('Location')]).toEqual([303, '/inbox/']);
    expect((await onDisk('three.txt')).toString()).toBe('3');
    const page = await (await fetch('/inbox/', { headers: { Accept: 'text/html' } })).text();
    expect(page).toMatch(/<form[^>]*multipart\/form-data/);
  });

  test('a name that is taken is left alone', async () => {
    const { fetch } = await subject();
    const sent = await fetch('/inbox/there.txt', put('new'));
    expect(sent.headers.get('Location')).toMatch(/^\/inbox\/there%20\(\d+\)\.txt$/);
    expect((await onDisk('there.txt')).toString()).toBe('old');
  });

  test('names lose paths and what is dangerous', async () => {
    const { fetch } = await subject();
    const sent = await fetch(
      '/inbox/',
      form(['../../up.txt', '1'], ['C:\\dir\\win.txt', '2'], ['.hidden', '4'], ['nul', '5']),
    );
    expect(((await sent.json()) as { files: { name: string }[] }).files.map(({ name }) => name)).toEqual([
      'up.txt',
      'win.txt',
      'hidden',
      '_nul',
    ]);
  });

  test('nothing is left of what is refused: too large, a part, elsewhere, from elsewhere', async () => {
    const { fetch, folder } = await subject();
    const before = await readdir(join(folder, 'public/inbox'));
    expect((await fetch('/inbox/big.bin', put(Buffer.alloc(3_000_001)))).status).toBe(413);
    expect((await fetch('/inbox/', form(['big.bin', 'x'.repeat(3_000_001)]))).status).toBe(413);
    expect((await fetch('/inbox/part.bin', put('x', { 'Content-Range': 'bytes 0-0/2' }))).status).toBe(400);
    expect((await fetch('/elsewhere.txt', put('x'))).status).toBe(405);
    const foreign = { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://evil.test' };
    expect((await fetch('/inbox/x.txt', put('x', foreign))).status).toBe(403);
    expect((await fetch('/inbox/', { ...form(['x.txt', 'x']), headers: foreign })).status).toBe(403);
    expect((await fetch('/inbox/there.txt', { method: 'DELETE', headers: foreign })).status).toBe(403);
    expect(await readdir(join(folder, 'public/inbox'))).toEqual(before);
  });

  test('a page that was sent in is no page of this server, under none of its addresses', async () => {
    const { fetch } = await subject();
    expect((await fetch('/inbox/page.html', put('<script>1</script>'))).status).toBe(201);
    for (const path of ['/inbox/page.html', '/inbox/page']) {
      const page = await fetch(path, { headers: { Accept: 'text/html' } });
      if (page.status === 200)
        expect([path, page.headers.get('Content-Security-Policy')]).toEqual([path, expect.stringMatching(/^sandbox/)]);
    }
  });

  test('what was sent in can be removed again', async () => {
    const { fetch } = await subject();
    expect((await fetch('/inbox/gone.txt', put('x'))).status).toBe(201);
    expect((await fetch('/inbox/gone.txt', { method: 'DELETE' })).status).toBe(204);
    expect((await fetch('/inbox/gone.txt')).status).toBe(404);
    expect((await fetch('/inbox/gone.txt', { method: 'DELETE' })).status).toBe(404);
  });

  test('twenty files at once arrive', async () => {
    const { fetch } = await subject();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => fetch(`/inbox/many-${n}.txt`, put(`${n}`))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    for (let n = 0; n < 20; n++) expect((await onDisk(`many-${n}.txt`)).toString()).toBe(`${n}`);
  });
}
