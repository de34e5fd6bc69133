import { beforeAll, describe, expect, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { type Engine, serve } from './support/engine.ts';

let root: string;
let engine: Engine;
beforeAll(async () => {
  root = await tempFolder({
    'index.html': '<p>home',
    'about.html': '<p>about',
    'docs/index.html': '<p>docs',
    'docs/guide.html': '<p>guide',
    'old/index.htm': '<p>htm',
    'plain/x.txt': 'x',
    'both.html': '<p>file',
    'both/index.html': '<p>folder',
    'sp ace/ü/x.txt': 'x',
    '\\evil.example/x.txt': 'x',
    'app.js': 'js',
  });
  engine = await serve(root);
});

const HTML = 'Accept: text/html,application/xhtml+xml,*/*;q=0.8';

describe('folders', () => {
  test.each([
    ['/docs', '/docs/'],
    ['/docs?a=1&b=%2F', '/docs/?a=1&b=%2F'],
    ['/docs?', '/docs/?'],
    ['//docs', '/docs/'],
    ['///docs?x', '/docs/?x'],
    ['//evil.example/..//docs', '/docs/'],
    ['/./docs', '/docs/'],
    ['/docs/../docs', '/docs/'],
    ['/plain', '/plain/'],
    ['/sp%20ace/%C3%BC', '/sp%20ace/%C3%BC/'],
    ['/%5Cevil.example', '/%5Cevil.example/'],
    ['//%5Cevil.example', '/%5Cevil.example/'],
    ['http://localhost/docs', '/docs/'],
    ['http://localhost//docs', '/docs/'],
  ])('%s → %s', async (target, location) => {
    const answer = await engine.get(target);
    expect(answer).toMatchObject({ status: 301, fields: { location } });
    expect(location.startsWith('//')).toBe(false);
  });

  test.each([
    ['/', '<p>home'],
    ['/docs/', '<p>docs'],
    ['/docs//', '<p>docs'],
    ['/docs/./', '<p>docs'],
    ['/docs/?x', '<p>docs'],
    ['/old/', '<p>htm'],
    ['/docs/index.html', '<p>docs'],
  ])('%s has its index file', async (target, content) => {
    expect((await engine.get(target)).content.toString()).toBe(content);
  });

  test('without an index file it is listed, or not found where listings are off', async () => {
    expect((await engine.get('/plain/', HTML)).content.toString()).toContain('x.txt');
    const silent = await serve(root, { listing: false });
    expect((await silent.get('/plain/')).status).toBe(404);
    expect((await silent.get('/docs/')).status).toBe(200);
    expect((await silent.get('/docs/?list')).status).toBe(200);
    expect((await silent.get('/docs/?list')).content.toString()).toBe('<p>docs');
  });

  test('?list shows the listing beside an index file', async () => {
    expect((await engine.get('/docs/?list', HTML)).content.toString()).toContain('guide.html');
    expect((await engine.get('/docs/?listing', HTML)).content.toString()).toBe('<p>docs');
  });

  test('other names of index files, in their order', async () => {
    const other = await serve(root, { index: ['guide.html', 'index.html'] });
    expect((await other.get('/docs/')).content.toString()).toBe('<p>guide');
    expect((await other.get('/')).content.toString()).toBe('<p>home');
    const none = await serve(root, { index: [] });
    expect((await none.get('/docs/', HTML)).content.toString()).toContain('guide.html');
  });

  test.each(['application/json', 'text/plain', 'text/html'])(
    'a listing as %s says what it depends on',
    async (type) => {
      const answer = await engine.get('/plain/', `Accept: ${type}`);
      expect(answer.fields['content-type']).toContain(type);
      expect(answer.fields.vary).toMatch(/\baccept\b/i);
      expect(answer.fields['cache-control']).toBe('no-cache');
    },
  );

  test('a listing in JSON has the contract’s shape', async () => {
    const json = JSON.parse((await engine.get('/docs/?list', 'Accept: application/json')).content.toString());
    expect(json).toMatchObject({
      path: '/docs/',
      entries: [{ name: 'guide.html', kind: 'file', size: 8 }, { name: 'index.html' }],
    });
    expect(json.entries[0].modified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  });
});

describe('cleanUrls', () => {
  let clean: Engine;
  beforeAll(async () => {
    clean = await serve(root, { cleanUrls: true });
  });

  test.each([
    ['/about', '<p>about'],
    ['/docs/guide', '<p>guide'],
    ['/docs/', '<p>docs'],
    ['/both/', '<p>folder'],
    ['/both.html', '<p>file'], // its short form is the folder
    ['/app.js', 'js'],
  ])('%s', async (target, content) => {
    expect((await clean.get(target)).content.toString()).toBe(content);
  });

  test.each([
    ['/about.html', '/about'],
    ['/about.html?a=1', '/about?a=1'],
    ['//about.html', '/about'],
    ['/docs/guide.html', '/docs/guide'],
    ['/docs/index.html', '/docs/'],
    ['/index.html?x', '/?x'],
    ['/both', '/both/'],
  ])('%s → %s', async (target, location) => {
    expect(await clean.get(target)).toMatchObject({ status: 301, fields: { location } });
  });

  test.each(['/about/', '/about.html/', '/nothing', '/.html', '/about.htm', '/.about'])('%s: 404', async (target) => {
    expect((await clean.get(target)).status).toBe(404);
  });

  test('off, the short form is not found', async () => {
    expect((await engine.get('/about')).status).toBe(404);
    expect((await engine.get('/about.html')).status).toBe(200);
  });
});

describe('spa', () => {
  let app: Engine;
  beforeAll(async () => {
    app = await serve(root, { spa: true });
  });

  test.each(['/anything', '/a/b/c', '/user/42?tab=1', '/name.with.dots', '/docs/missing', '/about/'])(
    '%s as a page load is the document',
    async (target) => {
      for (let i = 0; i < 2; i++) {
        const answer = await app.get(target, HTML);
        expect(answer.status).toBe(200);
        expect(answer.content.toString()).toBe('<p>home');
        expect(answer.fields.vary).toMatch(/\baccept\b/i);
        expect(answer.fields['cache-control']).toBe('no-cache');
      }
    },
  );

  test.each([
    ['a script', '/missing.js', 'Accept: */*'],
    ['a picture', '/missing.png', 'Accept: image/*'],
    ['a fetch', '/api/x', 'Accept: application/json'],
    ['HTML refused', '/x', 'Accept: text/html;q=0, */*'],
  ])('%s that is missing stays 404', async (_, target, accept) => {
    await app.get(target, HTML); // even where the page load is hot
    expect((await app.get(target, accept)).status).toBe(404);
  });

  test('files win, other methods do not get the document', async () => {
    expect((await app.get('/about.html', HTML)).content.toString()).toBe('<p>about');
    expect((await app.ask('POST /x HTTP/1.1', ['Host: localhost', HTML])).status).toBe(405);
    expect((await app.get('/.env', HTML)).content.toString()).toBe('<p>home');
  });

  test('another document', async () => {
    const other = await serve(root, { spa: '/docs/guide.html' });
    expect((await other.get('/x', HTML)).content.toString()).toBe('<p>guide');
  });

  test('a document that is not there: 404', async () => {
    const other = await serve(root, { spa: '/missing.html' }).catch(() => undefined);
    if (other) expect((await other.get('/x', HTML)).status).toBe(404);
  });
});

describe('a single file as root', () => {
  test('is served at "/", and nothing else is', async () => {
    const single = await serve(`${root}/app.js`);
    expect((await single.get('/')).content.toString()).toBe('js');
    expect((await single.get('/', 'Range: bytes=0-0')).status).toBe(206);
    expect((await single.get('/?x')).status).toBe(200);
    for (const target of ['/app.js', '/about.html', '/x/', '/app.js/..%2fabout.html']) {
      expect((await single.get(target)).status).toBeGreaterThanOrEqual(400);
    }
    expect((await single.get('/missing', HTML)).status).toBe(404);
  });
});

describe('mounts', () => {
  test('lie where they are mounted, with everything below', async () => {
    const other = await tempFolder({ 'm.txt': 'm', 'sub/index.html': '<p>sub', '.env': 'secret' });
    const mounted = await serve(root, {
      mounts: [
        { at: '/docs', root: other },
        { at: '/a/b', root: other },
      ],
    });
    expect((await mounted.get('/docs/m.txt')).content.toString()).toBe('m');
    expect((await mounted.get('/docs/guide.html')).status).toBe(404);
    expect((await mounted.get('/a/b/sub/')).content.toString()).toBe('<p>sub');
    expect(await mounted.get('/a/b')).toMatchObject({ status: 301, fields: { location: '/a/b/' } });
    expect((await mounted.get('/docs/.env')).status).toBe(404);
    expect((await mounted.get('/docs/../about.html')).status).toBe(200);
    expect((await mounted.get('/docsx/m.txt')).status).toBe(404);
    expect((await mounted.get('/DOCS/m.txt')).status).toBe(404);
  });
});
