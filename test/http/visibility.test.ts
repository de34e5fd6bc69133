import { execFileSync } from 'node:child_process';
import { link, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { type Engine, serve } from './support/engine.ts';

let root: string;
let outside: string;
let engine: Engine;
const socketServer = createServer();

beforeAll(async () => {
  outside = await tempFolder({ 'secret.txt': 'secret', 'deep/secret.txt': 'secret' });
  root = await tempFolder({
    'a.txt': 'hello\n',
    '.env': 'secret',
    '.git/config': 'secret',
    '.well-known/acme': 'known',
    '.well-known/.hidden': 'secret',
    'sub/.well-known/x': 'secret',
    'sub/.htaccess': 'secret',
    'sub/in.txt': 'in\n',
    '..rc': 'secret',
    'dir/index.html': '<p>index',
    'back\\slash.txt': 'backslash\n',
    'colon:name.txt': 'colon\n',
    'new\nline.txt': 'line\n',
    '<img src=x onerror=alert(1)>.txt': 'markup\n',
    'quote\'".txt': 'quote\n',
    '100%41.txt': 'percent\n',
    'q?mark#hash.txt': 'marks\n',
    ' space .txt': 'space\n',
    'e\u0301.txt': 'decomposed\n',
    '\u{1f600}.txt': 'emoji\n',
    'con.txt': 'device',
    'aux/x.txt': 'device',
    'progra~1.txt': 'short',
    'a.txt:$DATA': 'stream',
  });
  await symlink(join(root, 'a.txt'), join(root, 'inside.txt'));
  await symlink('sub/in.txt', join(root, 'relative.txt'));
  await symlink(join(root, 'sub'), join(root, 'folder-inside'));
  await symlink(join(outside, 'secret.txt'), join(root, 'outside.txt'));
  await symlink(outside, join(root, 'folder-outside'));
  await symlink('../..', join(root, 'up'));
  await symlink('nowhere', join(root, 'broken.txt'));
  await symlink('loop.txt', join(root, 'loop.txt'));
  await symlink('.env', join(root, 'env-link.txt'));
  await symlink('/dev/zero', join(root, 'zero'));
  await symlink('/proc/self/environ', join(root, 'environ'));
  await mkdir(`${root}-secret`);
  await writeFile(`${root}-secret/x.txt`, 'secret');
  await symlink(`${root}-secret`, join(root, 'prefix'));
  await link(join(root, 'a.txt'), join(root, 'hard.txt'));
  execFileSync('mkfifo', [join(root, 'fifo')]);
  await new Promise<void>((resolve) => socketServer.listen(join(root, 'socket'), resolve));
  engine = await serve(root);
});
afterAll(() => {
  socketServer.close();
  execFileSync('rm', ['-rf', `${root}-secret`]);
});

const statusOf = async (target: string, of = engine) => (await of.get(target)).status;

describe('dotfiles', () => {
  test.each([
    ['/.env', 404],
    ['/%2Eenv', 404],
    ['/.git/config', 404],
    ['/.git/', 404],
    ['/.git', 404],
    ['/sub/.htaccess', 404],
    ['/..rc', 404],
    ['/.well-known/acme', 200],
    ['/.well-known/', 200],
    ['/.well-known/.hidden', 404],
    ['/sub/.well-known/x', 404],
    ['/.WELL-KNOWN/acme', 404],
    ['/env-link.txt', 200], // who owns the folder gave it a visible name
  ])('%s: %i', async (target, status) => {
    expect(await statusOf(target)).toBe(status);
  });

  test('are not listed either, and "serve" shows them', async () => {
    expect((await engine.get('/', 'Accept: text/plain')).content.toString()).not.toContain('.env');
    const open = await serve(root, { dotfiles: 'serve' });
    expect(await statusOf('/.env', open)).toBe(200);
    expect((await open.get('/', 'Accept: text/plain')).content.toString()).toContain('.env');
  });
});

describe('symbolic links', () => {
  const cases: [target: string, inside: number, follow: number, refuse: number][] = [
    ['/inside.txt', 200, 200, 404],
    ['/relative.txt', 200, 200, 404],
    ['/folder-inside/in.txt', 200, 200, 404],
    ['/folder-inside/', 200, 200, 404],
    ['/outside.txt', 404, 200, 404],
    ['/folder-outside/secret.txt', 404, 200, 404],
    ['/folder-outside/deep/secret.txt', 404, 200, 404],
    ['/folder-outside/', 404, 200, 404],
    ['/prefix/x.txt', 404, 200, 404],
    ['/up/', 404, 200, 404],
    ['/broken.txt', 404, 404, 404],
    ['/loop.txt', 404, 404, 404],
    ['/loop.txt/x', 404, 404, 404],
    ['/zero', 404, 404, 404],
    ['/hard.txt', 200, 200, 200],
    ['/a.txt', 200, 200, 200],
    ['/sub/in.txt', 200, 200, 200],
  ];
  test.each(['inside', 'follow', 'refuse'] as const)('symlinks: %s', async (symlinks) => {
    const served = await serve(root, { symlinks });
    const column = { inside: 1, follow: 2, refuse: 3 } as const;
    for (const row of cases) {
      for (let i = 0; i < 2; i++)
        expect([row[0], await statusOf(row[0], served)]).toEqual([row[0], row[column[symlinks]]]);
    }
  });

  test.each(['inside', 'refuse'] as const)('what %s forbids is not listed', async (symlinks) => {
    const served = await serve(root, { symlinks });
    const names = (await served.get('/', 'Accept: text/plain')).content.toString().split('\n');
    for (const name of ['outside.txt', 'folder-outside/', 'prefix/', 'broken.txt', 'zero'])
      expect(names).not.toContain(name);
    expect(names.includes('inside.txt')).toBe(symlinks === 'inside');
  });

  test('a root that is a link itself is served under every policy', async () => {
    const linked = join(outside, 'linked-root');
    await symlink(root, linked);
    for (const symlinks of ['inside', 'follow', 'refuse'] as const) {
      const served = await serve(linked, { symlinks });
      expect(await statusOf('/a.txt', served)).toBe(200);
    }
  });
});

describe('what is no regular file', () => {
  test.each(['/fifo', '/socket', '/zero', '/fifo/', '/fifo?x'])('%s: 404, and at once', async (target) => {
    for (let i = 0; i < 6; i++) expect(await statusOf(target)).toBe(404); // serve hangs for good after five
    const open = await serve(root, { symlinks: 'follow' });
    expect(await statusOf(target, open)).toBe(404);
  });

  test('is not listed', async () => {
    const names = (await engine.get('/', 'Accept: text/plain')).content.toString().split('\n');
    for (const name of ['fifo', 'socket', 'zero']) expect(names).not.toContain(name);
  });
});

describe('tricks of other systems are refused here too', () => {
  test.each([
    '/con.txt',
    '/CON.TXT',
    '/con',
    '/aux/x.txt',
    '/nul',
    '/com1',
    '/COM%C2%B9',
    '/lpt9.txt',
    '/conin$',
    '/con%20.txt',
    '/progra~1.txt',
    '/PROGRA~1/x',
    '/a.txt:$DATA',
    '/a.txt::$DATA',
    '/dir:$i30:$INDEX_ALLOCATION/index.html',
    '/a.txt%3A%24DATA',
    '/C:/a.txt',
    '/c%3A%5Ca.txt',
    '//localhost/c$/a.txt',
    '/%5C%5Clocalhost%5Cc$',
    '/sub%5Cin.txt',
    '/sub%2fin.txt',
    '/./.env',
    '//.env',
    '/sub/%2e%2e/.env',
    '/a.txt/../.env',
  ])('%s: 404', async (target) => {
    expect(await statusOf(target)).toBe(404);
  });
});

describe('hostile file names', () => {
  test('every listed name can be fetched by its link', async () => {
    const page = (await engine.get('/', 'Accept: text/html')).content.toString();
    const hrefs = [...page.matchAll(/<a [^>]*href="([^"?#]+)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&').replaceAll('&#39;', "'"),
    );
    const listed = hrefs.filter((href) => !href.startsWith('/') && !href.startsWith('.') && href !== '../');
    expect(listed.length).toBeGreaterThan(15);
    for (const href of listed)
      expect([href, await statusOf(new URL(href, 'http://localhost/').pathname)]).toEqual([href, 200]);
  });

  test('none becomes markup', async () => {
    const page = (await engine.get('/', 'Accept: text/html')).content.toString();
    expect(page).not.toContain('<img src=x');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    const answer = await engine.get('/', 'Accept: text/html');
    expect(answer.fields['content-security-policy']).toMatch(/default-src 'none'/);
  });

  test('JSON has them as they are, text with escapes', async () => {
    const json = JSON.parse((await engine.get('/', 'Accept: application/json')).content.toString());
    const names = json.entries.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['new\nline.txt', 'back\\slash.txt', 'quote\'".txt']));
    const text = (await engine.get('/', 'Accept: text/plain')).content.toString();
    expect(text).toContain('new\\x0aline.txt');
  });

  test.each([
    ['/back%5Cslash.txt', 'backslash\n'],
    ['/colon:name.txt', 'colon\n'],
    ['/new%0Aline.txt', 'line\n'],
    ['/100%2541.txt', 'percent\n'],
    ['/q%3Fmark%23hash.txt', 'marks\n'],
    ['/%20space%20.txt', 'space\n'],
    ['/e%CC%81.txt', 'decomposed\n'],
    ['/%F0%9F%98%80.txt', 'emoji\n'],
  ])('%s', async (target, content) => {
    expect((await engine.get(target)).content.toString()).toBe(content);
  });

  test('a name in another normal form is another name', async () => {
    expect(await statusOf('/%C3%A9.txt')).toBe(404);
  });
});

test('nothing of all this was a bug, and nothing secret was sent', () => {
  expect(engine.failures).toEqual([]);
});
