import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findContradictions } from './contradictions.ts';
import { parseConfig } from './parse.ts';
import { resolvePaths } from './paths.ts';
import type { ConfigInput } from './schema.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-contradictions-'));
  await writeFile(join(folder, 'db.json'), '\ufeff{"posts": []}');
  await writeFile(join(folder, 'list.json'), '[]');
  await writeFile(join(folder, 'broken.json'), '{"posts": ');
  await writeFile(join(folder, 'handlers.mjs'), '');
  await mkdir(join(folder, 'docs'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function problems(input: ConfigInput): Promise<readonly string[]> {
  const parsed = parseConfig({ root: folder, ...input });
  if (!parsed.ok) throw parsed.errors[0];
  const config = resolvePaths(parsed.config, { rootFrom: '/' });
  return (await findContradictions(config)).map(({ message }) => message.replaceAll(folder, 'ROOT'));
}

const rest = (at: string) => ({ at, file: 'db.json' });
const proxy = (at: string, target = 'http://127.0.0.1:3000') => ({ at, target });

test.each<[ConfigInput]>([
  [{}],
  [{ rest: [rest('/api')], proxy: [proxy('/api/v2')], inspect: '/inspect', cgi: true, upload: true }],
  [{ mounts: [{ at: '/cgi-bin', root: 'docs' }], cgi: true }],
  [{ mounts: [{ at: '/in', root: 'docs' }], upload: { at: '/in' } }],
  [{ rest: [rest('/')], upload: true }],
  [{ proxy: [proxy('/', 'http://127.0.0.1:8001'), proxy('/x', 'http://192.0.2.1:8000')] }],
  [{ port: 0, proxy: [proxy('/', 'http://127.0.0.1:8000')] }],
  [{ handlers: 'handlers.mjs' }],
  [{ routes: [{ path: '/a' }, { path: '/a', method: 'POST' }] }],
])('%j is in order', async (input) => {
  expect(await problems(input)).toEqual([]);
});

test.each<[ConfigInput, string]>([
  [{ mounts: [{ at: '/', root: 'docs' }] }, 'mounts[0].at and root contradict each other: both answer /'],
  [
    { rest: [rest('/api')], proxy: [proxy('/api/')] },
    'proxy[0].at and rest[0].at contradict each other: both answer /api',
  ],
  [{ rest: [rest('/a'), rest('/a')] }, 'rest[1].at and rest[0].at contradict each other: both answer /a'],
  [{ inspect: '/cgi-bin', cgi: true }, 'cgi.at[0] and inspect contradict each other: both answer /cgi-bin'],
  [
    { mounts: [{ at: '/a', root: 'docs' }], proxy: [proxy('/a')] },
    'proxy[0].at and mounts[0].at contradict each other: both answer /a',
  ],
  [
    {
      mounts: [
        { at: '/a', root: 'docs' },
        { at: '/a', root: 'handlers.mjs' },
      ],
    },
    'mounts[1].at and mounts[0].at contradict each other: both answer /a',
  ],
  [
    { upload: { at: '/cgi-bin/in' }, cgi: true },
    'upload.at and cgi.at[0] contradict each other: upload.at lies in /cgi-bin, which cgi answers',
  ],
  [{ upload: true, proxy: [proxy('/')] }, 'upload.at and proxy[0].at contradict each other: both answer /'],
  [{ rest: [rest('/.portico/x')] }, 'rest[0].at: /.portico/ is kept for the server itself'],
  [
    { proxy: [proxy('/p', 'http://localhost:8000/x')] },
    "proxy[0].target and port contradict each other: http://localhost:8000/x is this server's own address",
  ],
  [
    { host: '::', port: 80, proxy: [proxy('/p', 'ws://[::1]')] },
    "proxy[0].target and port contradict each other: ws://[::1] is this server's own address",
  ],
  [{ routes: [{ path: '/a' }, { path: '/a' }] }, 'routes[1] and routes[0] contradict each other: both answer GET /a'],
  [{ rest: [{ at: '/a', file: 'none.json' }] }, 'rest[0].file: ROOT/none.json does not exist'],
  [
    { rest: [{ at: '/a', file: 'list.json' }] },
    'rest[0].file: ROOT/list.json is JSON, but no object with collections such as {"posts": []}',
  ],
  [{ mounts: [{ at: '/a', root: 'none' }] }, 'mounts[0].root: ROOT/none does not exist'],
  [{ handlers: 'none.mjs' }, 'handlers: ROOT/none.mjs does not exist'],
  [{ handlers: '.' }, 'handlers: ROOT is a folder'],
  [{ tls: { mode: 'files', cert: 'none.pem' } }, 'tls.cert: ROOT/none.pem cannot be used: it does not exist'],
  [{ auth: {} }, 'auth.users: names nobody, and anonymous visitors may not come in either'],
  [{ log: { format: '$nothing' } }, 'log.format: knows no "$nothing"'],
  [{ log: { file: 'none/a.log' } }, 'log.file: there is no folder ROOT/none'],
  [{ log: { file: '.' } }, 'log.file: ROOT is a folder'],
])('%j is refused, naming both', async (input, message) => {
  const [first, ...more] = await problems(input);
  expect(first?.startsWith(message), first).toBe(true);
  expect(more).toEqual([]);
});

test('JSON that breaks off is refused with the place', async () => {
  expect((await problems({ rest: [{ at: '/a', file: 'broken.json' }] }))[0]).toMatch(
    /^rest\[0\]\.file: ROOT\/broken\.json is no JSON: /,
  );
});

test('a single file takes no uploads', async () => {
  expect((await problems({ root: join(folder, 'db.json'), upload: true }))[0]).toMatch(
    /^upload and root contradict each other/,
  );
});
