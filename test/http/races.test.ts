import { mkdir, readdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { tempFolder } from './support/cli.ts';
import { configOf, type Engine, pause, serve } from './support/engine.ts';
import type { WireAnswer } from './support/wire-answer.ts';

let root: string;
let outside: string;
let engine: Engine;
beforeEach(async () => {
  outside = await tempFolder({ 'f.txt': 'OUTSIDE', 'index.html': 'OUTSIDE', 'outside-name.txt': '' });
  root = await tempFolder({ 'real/f.txt': 'inside', 'real/inside-name.txt': '', 'f.txt': 'inside' });
  engine = await serve(root);
});

/** Asks over several connections while something changes without pause. */
async function hammer(
  request: (i: number) => string,
  change: (i: number) => Promise<unknown>,
  prepare: () => Promise<unknown> = async () => undefined,
): Promise<WireAnswer[]> {
  let asking = true;
  const changing = (async () => {
    for (let i = 0; asking; i++) await change(i);
  })();
  const answers: WireAnswer[] = [];
  const ask = async () => {
    const client = engine.connect();
    for (let i = 0; i < 250; i++) {
      await prepare().catch(() => undefined);
      client.send(request(i));
      answers.push(await client.answer());
    }
    client.close();
  };
  await Promise.all([ask(), ask(), ask()]);
  asking = false;
  await changing;
  return answers;
}

const get =
  (targets: readonly string[], fields = '') =>
  (i: number) =>
    `GET ${targets[i % targets.length]} HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n`;
const at = (name: string) => join(root, name);

/** The folder is there, then gone, then a link to outside, then gone again. @param stayMs else it would hardly ever be found */
const swapFolder = (stayMs: number) => async (i: number) => {
  if (i % 2 === 0) {
    await rename(at('real'), at('away'));
    await symlink(outside, at('real'));
  } else {
    await unlink(at('real'));
    await rename(at('away'), at('real'));
    await pause(stayMs);
  }
};

describe('what lies outside is never shown, however fast things are swapped (CVE-2024-50379 and its like)', () => {
  test('a folder that becomes a link: its files', async () => {
    const answers = await hammer(get(['/real/f.txt', '/real/f.txt?cold', '/real/']), swapFolder(2));
    for (const { status, content } of answers) {
      expect(content.toString()).not.toContain('OUTSIDE');
      expect([200, 404]).toContain(status);
    }
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(engine.failures).toEqual([]);
  });

  test.each(['text/plain', 'application/json'])('a folder that becomes a link: its names as %s', async (accept) => {
    const answers = await hammer(get(['/real/?list'], `Accept: ${accept}\r\n`), swapFolder(2));
    for (const { status, content } of answers) {
      expect(content.toString()).not.toContain('outside-name');
      expect([200, 404]).toContain(status);
    }
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(engine.failures).toEqual([]);
  });

  test('a file that becomes a link', async () => {
    const answers = await hammer(get(['/f.txt', '/f.txt?cold']), async (i) => {
      await rm(at('next'), { force: true });
      if (i % 2 === 0) await symlink(join(outside, 'f.txt'), at('next'));
      else await writeFile(at('next'), 'inside');
      await rename(at('next'), at('f.txt'));
    });
    for (const { content } of answers) expect(content.toString()).not.toContain('OUTSIDE');
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(engine.failures).toEqual([]);
  });
});

test('a folder that is deleted and made all the time is there or not, and never a bug', async () => {
  const answers = await hammer(get(['/real/', '/real/f.txt', '/real', '/real/x/y']), async (i) => {
    if (i % 2 === 0) await rm(at('real'), { recursive: true, force: true });
    else {
      await mkdir(at('real'), { recursive: true });
      await writeFile(at('real/f.txt'), 'inside');
    }
  });
  for (const { status } of answers) expect([200, 301, 404]).toContain(status);
  expect(engine.failures).toEqual([]);
});

describe('nothing outside is written or removed, however fast things are swapped', () => {
  const FORM = '--XX\r\nContent-Disposition: form-data; name="f"; filename="sent.txt"\r\n\r\nsent\r\n--XX--\r\n';
  const formFields = `Content-Type: multipart/form-data; boundary=XX\r\nContent-Length: ${FORM.length}\r\n`;

  test.each<[what: string, request: (i: number) => string]>([
    ['PUT', (i) => `PUT /real/sent${i % 50}.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nsent`],
    ['a form', () => `POST /real/ HTTP/1.1\r\nHost: localhost\r\n${formFields}\r\n${FORM}`],
    ['DELETE', () => 'DELETE /real/f.txt HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ])('%s', async (what, request) => {
    await engine.server.apply(configOf(root, { upload: { allowDelete: true, conflict: 'replace' } }));
    const before = (await readdir(outside)).sort();
    const answers = await hammer(
      request,
      swapFolder(1),
      what === 'DELETE' ? () => writeFile(at('real/f.txt'), '') : undefined,
    );
    expect((await readdir(outside)).sort()).toEqual(before);
    expect(new Set(answers.map(({ status }) => status)).size).toBeGreaterThan(1);
    for (const { status } of answers) expect([201, 204, 403, 404, 409]).toContain(status);
    expect(engine.failures).toEqual([]);
  });
});
