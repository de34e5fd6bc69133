import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasBrowser, openPage } from './support/browser.ts';
import { startCli, tempFolder } from './support/cli.ts';

const file = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
});

describe.runIf(hasBrowser)('the upload page in a browser', () => {
  test('files that are chosen arrive, and the listing shows them', async () => {
    const folder = await tempFolder({ 'there.txt': 'old' });
    const server = await startCli([folder, '--upload']);
    const { page, complaints } = await openPage();
    await page.goto(`${server.origin}/`);
    await page.setInputFiles('input[type=file]', [file('größe.txt', 'one'), file('there.txt', 'new')]);
    await page.waitForSelector('main a[href="gr%C3%B6%C3%9Fe.txt"], main a[href="./gr%C3%B6%C3%9Fe.txt"]');
    await page.getByText('there (1).txt').first().waitFor();
    expect((await readdir(folder)).sort()).toEqual(['größe.txt', 'there (1).txt', 'there.txt']);
    expect(await readFile(join(folder, 'there.txt'), 'utf8')).toBe('old');
    expect(complaints).toEqual([]);
  });

  test('without JavaScript the form works as well', async () => {
    const folder = await tempFolder({ 'in/there.txt': 'old' });
    const server = await startCli([folder, '--upload']);
    const { page } = await openPage({ javaScriptEnabled: false });
    await page.goto(`${server.origin}/in/`);
    await page.setInputFiles('input[type=file]', [file('a.txt', 'one'), file('b.txt', 'two')]);
    await page.click('form.up button:not([hidden])');
    await page.waitForURL(`${server.origin}/in/`);
    expect((await readdir(join(folder, 'in'))).sort()).toEqual(['a.txt', 'b.txt', 'there.txt']);
  });

  test('a file that is too large is refused on the page, not by a broken connection', async () => {
    const folder = await tempFolder();
    const server = await startCli([folder, '--upload', '--upload-max-bytes', '1000']);
    const { page } = await openPage();
    await page.goto(`${server.origin}/`);
    const status = await page.evaluate(async () => {
      const content = new FormData();
      content.append('files', new Blob([new Uint8Array(30_000_000)]), 'big.bin');
      return (await fetch('/', { method: 'POST', body: content })).status;
    });
    expect(status).toBe(413);
    expect(await readdir(folder)).toEqual([]);
  });

  test('a page that a stranger sent can neither write nor read as the server’s own', async () => {
    const attack = `<!doctype html><script>
      Promise.all([
        fetch('/stolen.txt', { method: 'PUT', body: 'x' }).then((r) => 'written ' + r.status, () => 'not written'),
        fetch('/secret.txt').then((r) => r.text(), () => 'not read'),
      ]).then((results) => { document.title = results.join(', '); });
    </script>`;
    const folder = await tempFolder({ 'attack.html': attack, 'secret.txt': 'secret' });
    const server = await startCli([folder, '--upload']);
    const { page } = await openPage();
    await page.goto(`${server.origin}/attack.html`);
    await expect.poll(() => page.title()).toBe('not written, not read');
    expect((await readdir(folder)).sort()).toEqual(['attack.html', 'secret.txt']);
  });

  test('a page of another origin cannot write with a form or a script', async () => {
    const folder = await tempFolder();
    const server = await startCli([folder, '--upload', '--cors']);
    const foreign = await startCli([await tempFolder({ 'index.html': '<!doctype html><title>foreign</title>' })]);
    const { page } = await openPage();
    await page.goto(`${foreign.origin}/`);
    const outcome = await page.evaluate(async (target) => {
      const content = new FormData();
      content.append('files', new Blob(['x']), 'a.txt');
      const silent = await fetch(target, { method: 'POST', body: content, mode: 'no-cors' });
      const open = await fetch(target, { method: 'POST', body: content });
      return [silent.type, open.status];
    }, `${server.origin}/`);
    expect(outcome).toEqual(['opaque', 403]);
    expect(await readdir(folder)).toEqual([]);
  });

  test('cors lets the named origin read and write', async () => {
    const folder = await tempFolder({ 'data.json': '{"a": 1}' });
    const foreign = await startCli([await tempFolder({ 'index.html': '<!doctype html><title>app</title>' })]);
    const server = await startCli([folder, '--upload', '--cors-origin', foreign.origin]);
    const { page } = await openPage();
    await page.goto(`${foreign.origin}/`);
    const outcome = await page.evaluate(async (target) => {
      const read = (await (await fetch(`${target}/data.json`)).json()) as unknown;
      const written = await fetch(`${target}/b.txt`, { method: 'PUT', body: 'x' }); // with a preflight
      return [read, written.status, written.headers.get('Location')];
    }, server.origin);
    expect(outcome).toEqual([{ a: 1 }, 201, '/b.txt']);
  });
});
