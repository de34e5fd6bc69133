import { chmod, link, mkdir, rename, rm, symlink, truncate, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { type Engine, pause, serve } from './support/engine.ts';

/** Long enough for an answer to be kept. */
const SETTLED_MS = 70;

let root: string;
let engine: Engine;
beforeEach(async () => {
  root = await tempFolder({ 'a.txt': 'one\n', 'dir/x.txt': 'x\n', 'v1/f.txt': 'v1\n', 'v2/f.txt': 'v2\n' });
  engine = await serve(root);
});

const text = async (target: string, ...fields: string[]) => {
  const answer = await engine.get(target, ...fields);
  return answer.status === 200 ? answer.content.toString() : answer.status;
};

/** Asks until the answer is kept, if it ever is. */
async function makeHot(target: string, ...fields: string[]): Promise<void> {
  await pause(SETTLED_MS);
  for (let i = 0; i < 3; i++) await engine.get(target, ...fields);
}

const file = (name: string) => join(root, name);

describe('an edited file is never served stale', () => {
  test('written, asked for, written again at once: 200 times', async () => {
    for (let i = 0; i < 200; i++) {
      const content = `${i}`.padStart(4, '0');
      await writeFile(file('a.txt'), content);
      expect(await text('/a.txt')).toBe(content);
    }
  });

  test('the same while it is hot', async () => {
    for (let i = 0; i < 10; i++) {
      await makeHot('/a.txt');
      await writeFile(file('a.txt'), `${i}`.padStart(4, '0'));
      expect(await text('/a.txt')).toBe(`${i}`.padStart(4, '0'));
    }
  });

  const edits: [name: string, edit: () => Promise<unknown>, expected: string | number][] = [
    ['written with the same size', () => writeFile(file('a.txt'), 'two\n'), 'two\n'],
    ['longer', () => writeFile(file('a.txt'), 'longer\n'), 'longer\n'],
    ['emptied', () => truncate(file('a.txt')), ''],
    ['deleted', () => unlink(file('a.txt')), 404],
    ['deleted and made again', () => unlink(file('a.txt')).then(() => writeFile(file('a.txt'), 'two\n')), 'two\n'],
    [
      'replaced by rename',
      () => writeFile(file('b.tmp'), 'two\n').then(() => rename(file('b.tmp'), file('a.txt'))),
      'two\n',
    ],
    [
      'replaced by a file of the same size and time',
      async () => {
        const at = new Date('2024-01-01');
        await utimes(file('a.txt'), at, at);
        await engine.get('/a.txt');
        await writeFile(file('b.tmp'), 'two\n');
        await utimes(file('b.tmp'), at, at);
        await rename(file('b.tmp'), file('a.txt'));
      },
      'two\n',
    ],
    [
      'written in place, its time put back',
      async () => {
        const at = new Date('2024-01-01');
        await utimes(file('a.txt'), at, at);
        await pause(SETTLED_MS);
        await engine.get('/a.txt');
        await writeFile(file('a.txt'), 'two\n');
        await utimes(file('a.txt'), at, at);
      },
      'two\n',
    ],
    ['replaced by a folder', () => unlink(file('a.txt')).then(() => mkdir(file('a.txt'))), 301],
    [
      'replaced by a link out of the root',
      () => unlink(file('a.txt')).then(() => symlink('/etc/hostname', file('a.txt'))),
      404,
    ],
    ['replaced by a hard link', () => unlink(file('a.txt')).then(() => link(file('v2/f.txt'), file('a.txt'))), 'v2\n'],
  ];
  test.each(edits)('%s', async (_, edit, expected) => {
    await makeHot('/a.txt');
    await edit();
    expect(await text('/a.txt')).toBe(expected);
    expect(await text('/a.txt?other')).toBe(expected);
  });

  test.each(edits)('%s, asked for by range', async (_, edit, expected) => {
    await pause(SETTLED_MS);
    for (let i = 0; i < 3; i++) await engine.get('/a.txt', 'Range: bytes=0-2');
    await edit();
    const answer = await engine.get('/a.txt', 'Range: bytes=0-2');
    if (typeof expected === 'number') expect(answer.status).toBe(expected);
    else if (expected === '') expect(answer.status).toBe(416);
    else expect(answer.content.toString()).toBe(expected.slice(0, 3));
  });

  test('its tag changes with it, and 304 is for the same version only', async () => {
    await makeHot('/a.txt');
    const { etag } = (await engine.get('/a.txt')).fields;
    expect((await engine.get('/a.txt', `If-None-Match: ${etag}`)).status).toBe(304);
    await writeFile(file('a.txt'), 'two\n');
    expect((await engine.get('/a.txt', `If-None-Match: ${etag}`)).status).toBe(200);
  });

  test('compressed forms too', async () => {
    const long = (word: string) => `${word}\n`.repeat(2_000);
    await writeFile(file('a.txt'), long('one'));
    await makeHot('/a.txt', 'Accept-Encoding: gzip');
    const before = (await engine.get('/a.txt', 'Accept-Encoding: gzip')).content;
    await writeFile(file('a.txt'), long('two'));
    const after = (await engine.get('/a.txt', 'Accept-Encoding: gzip')).content;
    expect(after.equals(before)).toBe(false);
  });

  test('rights that are taken away count at once', async () => {
    await makeHot('/a.txt');
    const before = engine.records.length;
    await chmod(file('a.txt'), 0o600);
    await engine.get('/a.txt');
    expect(engine.records.length).toBe(before + 1);
  });
});

describe('what was missing is found as soon as it is there', () => {
  test.each([
    ['/new.txt', () => writeFile(file('new.txt'), 'new\n'), 'new\n'],
    [
      '/new/deep/x.txt',
      () => mkdir(file('new/deep'), { recursive: true }).then(() => writeFile(file('new/deep/x.txt'), 'x')),
      'x',
    ],
    ['/dir/', () => writeFile(file('dir/index.html'), '<p>index'), '<p>index'],
    [
      '/a.txt/',
      () =>
        unlink(file('a.txt'))
          .then(() => mkdir(file('a.txt')))
          .then(() => writeFile(file('a.txt/index.html'), 'i')),
      'i',
    ],
    ['/link.txt', () => symlink('a.txt', file('link.txt')), 'one\n'],
  ])('%s', async (target, make, expected) => {
    await makeHot(target);
    await makeHot(target, 'Accept: text/html');
    await make();
    expect(await text(target)).toBe(expected);
    expect(await text(target, 'Accept: text/html')).toBe(expected);
  });

  test('an index file of a higher rank', async () => {
    await writeFile(file('dir/index.htm'), 'htm');
    await makeHot('/dir/');
    expect(await text('/dir/')).toBe('htm');
    await writeFile(file('dir/index.html'), 'html');
    expect(await text('/dir/')).toBe('html');
    await unlink(file('dir/index.html'));
    expect(await text('/dir/')).toBe('htm');
  });

  test('a 404.html, made, changed and deleted', async () => {
    const page = async () => (await engine.get('/missing', 'Accept: text/html')).content.toString();
    await makeHot('/missing', 'Accept: text/html');
    await writeFile(file('404.html'), '<p>own');
    expect(await page()).toBe('<p>own');
    await makeHot('/missing', 'Accept: text/html');
    await writeFile(file('404.html'), '<p>new');
    expect(await page()).toBe('<p>new');
    await makeHot('/missing', 'Accept: text/html');
    await unlink(file('404.html'));
    expect(await page()).not.toContain('<p>new');
  });

  test('a listing shows what is there now', async () => {
    await engine.get('/dir/', 'Accept: text/plain');
    await writeFile(file('dir/later.txt'), '');
    expect(await text('/dir/', 'Accept: text/plain')).toContain('later.txt');
    await unlink(file('dir/later.txt'));
    expect(await text('/dir/', 'Accept: text/plain')).not.toContain('later.txt');
  });
});

describe('folders that a build tool swaps', () => {
  test('by deleting and making it again', async () => {
    for (let i = 0; i < 5; i++) {
      await makeHot('/dir/x.txt');
      await rm(file('dir'), { recursive: true });
      expect(await text('/dir/x.txt')).toBe(404);
      await mkdir(file('dir'));
      await writeFile(file('dir/x.txt'), `build ${i}`);
      expect(await text('/dir/x.txt')).toBe(`build ${i}`);
    }
  });

  test('by renaming', async () => {
    await makeHot('/dir/x.txt');
    await mkdir(file('next'));
    await writeFile(file('next/x.txt'), 'next');
    await rename(file('dir'), file('previous'));
    await rename(file('next'), file('dir'));
    expect(await text('/dir/x.txt')).toBe('next');
    expect(await text('/previous/x.txt')).toBe('x\n');
  });

  test('by a link that is turned to another folder', async () => {
    await symlink('v1', file('current'));
    for (const version of ['v2', 'v1', 'v2']) {
      await makeHot('/current/f.txt');
      await symlink(version, file('current.tmp'));
      await rename(file('current.tmp'), file('current'));
      expect(await text('/current/f.txt')).toBe(`${version}\n`);
    }
  });

  test('the root itself', async () => {
    await makeHot('/a.txt');
    await rename(root, `${root}.old`);
    await mkdir(root);
    await writeFile(file('a.txt'), 'new root\n');
    expect(await text('/a.txt')).toBe('new root\n');
    expect(await text('/dir/x.txt')).toBe(404);
    await rm(`${root}.old`, { recursive: true });
  });
});

describe('the root is gone', () => {
  test('503 while it is, and it heals by itself', async () => {
    await makeHot('/a.txt');
    await rename(root, `${root}.away`);
    for (const target of ['/a.txt', '/dir/x.txt', '/', '/missing']) {
      const answer = await engine.get(target);
      expect([target, answer.status]).toEqual([target, 503]);
      expect(answer.fields).toHaveProperty('retry-after');
    }
    await rename(`${root}.away`, root);
    expect(await text('/a.txt')).toBe('one\n');
    expect((await engine.get('/dir/')).status).toBe(200);
    expect(engine.failures).toEqual([]);
  });
});

test('a file that is replaced all the time is always found, and always whole', async () => {
  let stop = false;
  onTestFinished(() => {
    stop = true;
  });
  const replacing = (async () => {
    for (let i = 0; !stop; i++) {
      await writeFile(file('next.tmp'), `${i % 10}`.repeat(1_000 + (i % 7)));
      await rename(file('next.tmp'), file('a.txt'));
    }
  })();
  const client = engine.connect();
  for (let i = 0; i < 500; i++) {
    client.send(`GET /a.txt${i % 3 === 0 ? `?${i}` : ''} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    const answer = await client.answer();
    expect(answer.status).toBe(200);
    expect(answer.content.toString()).toMatch(/^(one\n|(\d)\2*)$/);
  }
  stop = true;
  await replacing;
  client.close();
});
