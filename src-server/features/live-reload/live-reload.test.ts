import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ConfigInput, serverConfigSchema } from '../../config/schema.ts';
import { FileServer } from '../../server.ts';
import { injectScript, isNavigation, SCRIPT_TAG } from './inject.ts';

let root: string;
let server: FileServer | undefined;
let url: string;
const at = (name: string) => join(root, name);
const PAGE = '<!doctype html><title>x</title><body>hi</body></html>\n';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-live-'));
  mkdirSync(at('css'));
  writeFileSync(at('page.html'), PAGE);
  writeFileSync(at('css/a b.css'), 'a{}');
});
afterEach(async () => {
  await server?.stop(50);
  rmSync(root, { recursive: true, force: true });
});

async function start(more: ConfigInput = {}) {
  server = new FileServer(serverConfigSchema.parse({ root, port: 0, liveReload: true, ...more }));
  await server.start();
  if (server.state.kind !== 'running') throw new Error('not running');
  url = `http://127.0.0.1:${server.state.port}`;
}

async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await fetch(url + path, { method, headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Everything that the stream says, growing. */
async function listen() {
  const controller = new AbortController();
  const response = await fetch(`${url}/.portico/events`, { signal: controller.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const read = async () => {
    for await (const chunk of response.body ?? []) stream.text += Buffer.from(chunk).toString();
  };
  const stream = { text: '', close: () => controller.abort(), ended: Promise.resolve() };
  stream.ended = read().catch(() => undefined);
  await vi.waitFor(() => expect(stream.text).toContain('event: version'));
  return stream;
}

describe('changes', () => {
  test('what the server writes itself is none: its log, old and new, and the data of its REST API', async () => {
    writeFileSync(at('db.json'), '{"posts": [{"id": 1}]}');
    await start({ log: { file: at('access.log') }, rest: [{ at: '/api', file: at('db.json') }] });
    const stream = await listen();
    const headers = { 'Content-Type': 'application/json' };
    expect((await fetch(`${url}/api/posts/1`, { method: 'PATCH', headers, body: '{"a":1}' })).status).toBe(200);
    for (const name of ['access.log', 'access.log.1']) writeFileSync(at(name), 'a line\n');
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(stream.text).not.toContain('event: change');
    writeFileSync(at('page.html'), `${PAGE}new`);
    await vi.waitFor(() => expect(stream.text).toContain('event: change'));
    stream.close();
  });

  test('a changed page is announced once, however many writes there were', async () => {
    await start();
    const stream = await listen();
    for (let i = 0; i < 20; i++) writeFileSync(at('page.html'), PAGE + i);
    await vi.waitFor(() => expect(stream.text).toMatch(/event: change\ndata: \{"version":"[0-9a-f]+-1"\}/));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(stream.text.match(/event: change/g)).toHaveLength(1);
    stream.close();
  });

  test('style sheets are named by their addresses, also below a mount', async () => {
    const other = mkdtempSync(join(tmpdir(), 'portico-mount-'));
    await start({ mounts: [{ at: '/lib/', root: other }] });
    const stream = await listen();
    writeFileSync(at('css/a b.css'), 'b{}');
    await vi.waitFor(() => expect(stream.text).toContain('"styles":["/css/a b.css"]'));
    writeFileSync(join(other, 'x.css'), 'b{}');
    await vi.waitFor(() => expect(stream.text).toContain('"styles":["/lib/x.css"]'));
    stream.close();
    rmSync(other, { recursive: true });
  });

  test('a style sheet that an editor writes beside and renames is only a style sheet', async () => {
    await start();
    const stream = await listen();
    writeFileSync(at('css/a b.css.new-12'), 'b{}');
    renameSync(at('css/a b.css.new-12'), at('css/a b.css'));
    await vi.waitFor(() => expect(stream.text).toContain('"styles":["/css/a b.css"]'));
    rmSync(at('page.html'));
    await vi.waitFor(() => expect(stream.text).toMatch(/-2"\}/)); // a page that is gone is a reason to look again
    stream.close();
  });

  test('a style sheet with its source map is still only a style sheet; a page beside it is not', async () => {
    await start();
    const stream = await listen();
    writeFileSync(at('css/a b.css.map'), '1');
    writeFileSync(at('css/a b.css'), 'b{}');
    await vi.waitFor(() => expect(stream.text).toContain('styles'));
    writeFileSync(at('css/a b.css'), 'c{}');
    writeFileSync(at('page.html'), PAGE);
    await vi.waitFor(() => expect(stream.text.match(/event: change/g)).toHaveLength(2));
    expect(stream.text.match(/styles/g)).toHaveLength(1);
    stream.close();
  });

  test('when an option changes, pages are let go and connect again', async () => {
    await start();
    const stream = await listen();
    await server?.apply(serverConfigSchema.parse({ root, port: 0, liveReload: true, spa: true }));
    await stream.ended;
    const again = await listen();
    expect(again.text).not.toContain(/data: (\S+)/.exec(stream.text)?.[1]);
    again.close();
  });
});

describe('injection', () => {
  const navigation = { 'Sec-Fetch-Dest': 'document', Accept: 'text/html' };

  test('a document that a browser shows has the script, with its own length and validator', async () => {
    await start();
    const shown = await get('/page.html', navigation);
    expect(shown.text).toBe(PAGE.replace('</body>', `${SCRIPT_TAG}</body>`));
    expect(shown.headers.get('vary')).toMatch(/sec-fetch-dest/i);
    const head = await get('/page.html', { ...navigation, 'Accept-Encoding': 'identity' }, 'HEAD');
    expect(Number(head.headers.get('content-length'))).toBe(shown.text.length);
    expect(head.headers.get('etag')).toBe(shown.headers.get('etag'));
    const plain = await get('/page.html', { 'Sec-Fetch-Dest': 'empty', Accept: 'text/html' });
    expect(plain.text).toBe(PAGE);
    expect(plain.headers.get('etag')).not.toBe(shown.headers.get('etag'));
    const again = await get('/page.html', { ...navigation, 'If-None-Match': shown.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expect((await get('/page.html', { 'If-None-Match': shown.headers.get('etag') ?? '', Accept: '*/*' })).text).toBe(
      PAGE,
    );
  });

  test('ranges, other types and programs get the file as it is', async () => {
    await start();
    expect((await get('/page.html', { ...navigation, Range: 'bytes=0-14' })).text).toBe('<!doctype html>');
    expect((await get('/page.html', { Accept: '*/*' })).text).toBe(PAGE);
    expect((await get('/css/a%20b.css', navigation)).text).toBe('a{}');
  });

  test('a listing that a browser shows has the script, and its policy lets that one pass', async () => {
    await start();
    const shown = await get('/', navigation);
    expect(shown.text).toContain(`${SCRIPT_TAG}</body>`);
    expect(shown.headers.get('content-security-policy')).toContain(
      `script-src ${url}/.portico/live-reload.js 'sha256-`,
    );
    expect((await get('/', { Accept: 'text/html', 'Sec-Fetch-Dest': 'empty' })).text).not.toContain(SCRIPT_TAG);
    expect((await get('/', { Accept: 'application/json' })).text).not.toContain('script');
  });

  test('the script is there, and only to be read', async () => {
    await start();
    const script = await get('/.portico/live-reload.js');
    expect(script.headers.get('content-type')).toContain('javascript');
    expect(() => new Function(script.text)).not.toThrow();
    expect((await get('/.portico/events', {}, 'POST')).status).toBe(405);
    expect((await get('/.portico/events', {}, 'HEAD')).status).toBe(200);
  });
});

test.each([
  ['<body>a</BODY >b', `<body>a${SCRIPT_TAG}</BODY >b`],
  ['<p>fragment', `<p>fragment${SCRIPT_TAG}`],
  ['<html>a</html>', `<html>a${SCRIPT_TAG}</html>`],
  ['"</body>"<body></body>', `"</body>"<body>${SCRIPT_TAG}</body>`],
  ['<body></body><!-- </body> -->', `<body>${SCRIPT_TAG}</body><!-- </body> -->`],
  ['<body><script>s = "</body>"</script>', `<body><script>s = "</body>"</script>${SCRIPT_TAG}`],
  ['<TEXTAREA></body></textarea></HTML>', `<TEXTAREA></body></textarea>${SCRIPT_TAG}</HTML>`],
  ['<body><!--></body>', `<body><!-->${SCRIPT_TAG}</body>`],
  ['<body><!-- </body>', `<body><!-- </body>${SCRIPT_TAG}`],
])('%s gets its script', (html, expected) => {
  expect(injectScript(Buffer.from(html)).toString()).toBe(expected);
});

test.each(['<!--', '<script>', '</body', '</script '])('a page of many %j costs no more than its length', (text) => {
  const html = Buffer.from(text.repeat(250_000));
  const startedAt = performance.now();
  expect(injectScript(html).length).toBe(html.length + SCRIPT_TAG.length);
  expect(performance.now() - startedAt).toBeLessThan(1000);
});

test('bytes that are no UTF-8 stay as they are, and UTF-16 is left alone', () => {
  const latin1 = Buffer.from('<body>\xe4</body>', 'latin1');
  expect(injectScript(latin1).includes(0xe4)).toBe(true);
  const wide = Buffer.from('\ufeff<body></body>', 'utf16le');
  expect(injectScript(wide)).toBe(wide);
});

test.each([
  [{ secFetchDest: 'document' }, true],
  [{ secFetchDest: 'iframe', accept: '*/*' }, true],
  [{ secFetchDest: 'empty', accept: 'text/html' }, false],
  [{ accept: 'text/html,*/*' }, true],
  [{ accept: '*/*' }, false],
  [{}, false],
  [{ secFetchDest: 'document', range: 'bytes=0-' }, false],
  [{ secFetchDest: 'document', range: 'bytes=0-', method: 'HEAD' }, true],
])('%j is a navigation: %s', (fields, expected) => {
  const none = { method: 'GET', secFetchDest: undefined, accept: undefined, range: undefined };
  expect(isNavigation({ ...none, ...fields })).toBe(expected);
});
